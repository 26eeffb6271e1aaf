// Dos hilos y quien decide cuál avanza. Cada paso es una línea de un experimento, o la parte de ella que se hace de una vez.
//
// Un orden dice qué hilo avanzó en cada momento, con los números 0 y 1. Volver atrás es hacer el mismo orden sin el último.

function paso(linea, hace, que) {
  return { linea, hace, que };
}

const LEER_Y_ESCRIBIR = [
  paso("leido = contador", "leer"),
  paso("contador = leido + 1", "sumar"),
  paso("contador = leido + 1", "escribir"),
];
const CON_EL_CERROJO = [
  paso("with cerrojo:", "tomar", "cerrojo"),
  paso("contador += 1", "leer"),
  paso("contador += 1", "sumar"),
  paso("contador += 1", "escribir"),
  paso("with cerrojo:", "soltar"),
];

// Al salir de los dos «with» se suelta todo.
function pintar_tomando(primero, segundo) {
  return [
    paso("with primero:", "tomar", primero),
    paso("with segundo:", "tomar", segundo),
    paso('print(f"\\n[+] Trabajador {numero}: tengo las dos, y pinto")', "soltar"),
  ];
}

const ESCENAS = [
  {
    titulo: "Sin Lock",
    archivo: "race-threads.py",
    bloqueos: [],
    hilos: [LEER_Y_ESCRIBIR, LEER_Y_ESCRIBIR],
  },
  {
    titulo: "Con un Lock",
    archivo: "memory-threads.py",
    bloqueos: ["cerrojo"],
    hilos: [CON_EL_CERROJO, CON_EL_CERROJO],
  },
  {
    titulo: "Dos Lock, cruzados",
    archivo: "deadlock-threads.py",
    bloqueos: ["pincel", "pintura"],
    hilos: [pintar_tomando("pincel", "pintura"), pintar_tomando("pintura", "pincel")],
  },
  {
    titulo: "Dos Lock, en el mismo orden",
    archivo: "deadlock-threads.py",
    bloqueos: ["pincel", "pintura"],
    hilos: [pintar_tomando("pincel", "pintura"), pintar_tomando("pincel", "pintura")],
  },
];

// Lo que hay después de un orden: el contador, quién tiene cada bloqueo, y por dónde va cada hilo y qué sabe.
function estado_tras(escena, orden) {
  const estado = { contador: 0, duenos: {}, hilos: [] };
  for (const _ of escena.hilos) {
    estado.hilos.push({ hechos: 0, leido: null, suma: null });
  }
  for (const hilo of orden) {
    dar_un_paso(escena, estado, hilo);
  }
  return estado;
}

function paso_siguiente(escena, estado, hilo) {
  return escena.hilos[hilo][estado.hilos[hilo].hechos];
}

// El bloqueo que un hilo espera, si espera alguno.
function espera(escena, estado, hilo) {
  const siguiente = paso_siguiente(escena, estado, hilo);
  const lo_tiene_alguien = siguiente?.hace === "tomar" && siguiente.que in estado.duenos;
  return lo_tiene_alguien ? siguiente.que : null;
}

function puede_avanzar(escena, estado, hilo) {
  return paso_siguiente(escena, estado, hilo) !== undefined && espera(escena, estado, hilo) === null;
}

function dar_un_paso(escena, estado, hilo) {
  const suyo = estado.hilos[hilo];
  const { hace, que } = paso_siguiente(escena, estado, hilo);
  suyo.hechos += 1;
  switch (hace) {
    case "leer":
      suyo.leido = estado.contador;
      break;
    case "sumar":
      suyo.suma = suyo.leido + 1;
      break;
    case "escribir":
      estado.contador = suyo.suma;
      break;
    case "tomar":
      estado.duenos[que] = hilo;
      break;
    case "soltar":
      for (const bloqueo of los_que_tiene(estado, hilo)) {
        delete estado.duenos[bloqueo];
      }
      break;
  }
}

function los_que_tiene(estado, hilo) {
  return Object.keys(estado.duenos).filter((bloqueo) => estado.duenos[bloqueo] === hilo);
}

// Todos los órdenes hasta que ningún hilo puede avanzar, probándolos.
function todos_los_ordenes(escena, orden = []) {
  const estado = estado_tras(escena, orden);
  const ordenes = [];
  for (const hilo of escena.hilos.keys()) {
    if (puede_avanzar(escena, estado, hilo)) {
      ordenes.push(...todos_los_ordenes(escena, [...orden, hilo]));
    }
  }
  return ordenes.length > 0 ? ordenes : [orden];
}

// Cómo acaba un orden; «sigue», si algún hilo puede avanzar.
function como_acaba(escena, estado) {
  const hilos = [...escena.hilos.keys()];
  if (hilos.some((hilo) => puede_avanzar(escena, estado, hilo))) {
    return "sigue";
  }
  if (hilos.some((hilo) => espera(escena, estado, hilo))) {
    return "se bloquea";
  }
  const sumas = escena.hilos.flat().filter(({ hace }) => hace === "escribir").length;
  if (sumas === 0) {
    return "pintan";
  }
  return estado.contador < sumas ? "se pierde" : "no se pierde";
}

const EN_CORTO = {
  "se bloquea": "se bloquean",
  "se pierde": "contador = 1",
  "no se pierde": "contador = 2",
  pintan: "pintan los dos",
};

const CON_ARTICULO = { cerrojo: "el cerrojo", pincel: "el pincel", pintura: "la pintura" };

// La frase del final.
function decir_final(escena, estado) {
  switch (como_acaba(escena, estado)) {
    case "sigue":
      return "";
    case "se pierde":
      return `Se ha perdido una suma: los dos hilos han sumado 1, y el contador vale ${estado.contador}.`;
    case "no se pierde":
      return `No se ha perdido ninguna suma: el contador vale ${estado.contador}.`;
    case "pintan":
      return "Los dos hilos han pintado.";
  }
  const cada_uno = [];
  for (const hilo of escena.hilos.keys()) {
    const tiene = los_que_tiene(estado, hilo).map((bloqueo) => CON_ARTICULO[bloqueo]);
    const esperado = CON_ARTICULO[espera(escena, estado, hilo)];
    cada_uno.push(`el hilo ${hilo + 1} tiene ${tiene.join(" y ")} y espera ${esperado}`);
  }
  return `Interbloqueo: ${cada_uno.join("; ")}. Ninguno puede seguir.`;
}

// Cuántos órdenes hay y cómo acaban: «De los 20 órdenes posibles, en 18 …».
function decir_cuenta(escena, ordenes) {
  const cuantos = { "se bloquea": 0, "se pierde": 0, "no se pierde": 0, pintan: 0 };
  for (const orden of ordenes) {
    cuantos[como_acaba(escena, estado_tras(escena, orden))] += 1;
  }
  const de_todos = `De los ${ordenes.length} órdenes posibles`;
  if (cuantos["se pierde"] > 0) {
    return `${de_todos}, ${cuantos["se pierde"]} pierden una suma; en ${cuantos["no se pierde"]} no se nota.`;
  }
  if (cuantos["se bloquea"] > 0) {
    return `${de_todos}, ${cuantos["se bloquea"]} se bloquean; en ${cuantos.pintan} pintan los dos.`;
  }
  return cuantos.pintan > 0 ? `${de_todos}, ninguno se bloquea.` : `${de_todos}, ninguno pierde una suma.`;
}

function crear(etiqueta, donde, texto = "", clase = "") {
  const elemento = document.createElement(etiqueta);
  elemento.textContent = texto;
  elemento.className = clase;
  donde.append(elemento);
  return elemento;
}

function crear_boton(donde, texto, hacer) {
  const boton = crear("button", donde, texto);
  boton.type = "button";
  // Sin «disabled»: quien llega a él con el teclado se quedaría sin sitio.
  boton.addEventListener("click", () => {
    if (boton.getAttribute("aria-disabled") !== "true") {
      hacer();
    }
  });
  return boton;
}

// Los mandos para decidir qué hilo avanza, en ese sitio de la página.
function montar_turnos(lugar) {
  lugar.hidden = false;
  const pestanas = crear("p", lugar, "", "botonera");
  pestanas.setAttribute("role", "group");
  pestanas.setAttribute("aria-label", "El programa de los dos hilos");
  const escenario = crear("div", lugar);
  const botones = [];

  function elegir_escena(cual) {
    for (const boton of botones) {
      boton.setAttribute("aria-pressed", boton === botones[cual]);
    }
    escenario.replaceChildren();
    montar_escena(ESCENAS[cual], escenario);
  }

  for (const [cual, escena] of ESCENAS.entries()) {
    botones.push(crear_boton(pestanas, escena.titulo, () => elegir_escena(cual)));
  }
  elegir_escena(0);
}

function montar_escena(escena, lugar) {
  crear("p", lugar, `Las líneas son de examples-threads/examples/${escena.archivo}.`, "resumen");
  const hilos = crear("div", lugar, "", "hilos");
  const columnas = [...escena.hilos.keys()].map((hilo) => montar_hilo(escena, hilos, hilo, () => ir_a([...orden, hilo])));
  const variables = crear("p", lugar, "", "variables");
  const final = crear("p", lugar, "", "final");
  final.setAttribute("role", "status");
  const mandos = crear("p", lugar, "", "botonera");
  const atras = crear_boton(mandos, "Atrás", () => ir_a(orden.slice(0, -1)));
  const al_principio = crear_boton(mandos, "Desde el principio", () => ir_a([]));
  const ordenes = montar_ordenes(escena, lugar, reproducir);
  let orden = [];
  let reloj = 0;

  function ir_a(nuevo) {
    clearTimeout(reloj);
    mostrar(nuevo);
  }

  function mostrar(nuevo) {
    orden = nuevo;
    const estado = estado_tras(escena, orden);
    for (const columna of columnas) {
      columna.mostrar(estado, orden);
    }
    variables.textContent = decir_variables(escena, estado);
    final.textContent = decir_final(escena, estado);
    final.dataset.acaba = como_acaba(escena, estado);
    atras.setAttribute("aria-disabled", orden.length === 0);
    al_principio.setAttribute("aria-disabled", orden.length === 0);
    ordenes.mostrar(orden);
  }

  // Paso a paso; con poco movimiento, de una vez.
  function reproducir(todo) {
    clearTimeout(reloj);
    hilos.scrollIntoView({ block: "nearest" });
    let hasta = poco_movimiento.matches ? todo.length : 0;
    seguir();

    function seguir() {
      mostrar(todo.slice(0, hasta));
      if (hasta < todo.length) {
        hasta += 1;
        reloj = setTimeout(seguir, 500);
      }
    }
  }

  mostrar([]);
}

// La columna de un hilo: sus pasos, qué sabe, y el botón que lo hace avanzar.
function montar_hilo(escena, lugar, hilo, hacer_avanzar) {
  const columna = crear("div", lugar, "", "de-un-hilo");
  crear("h4", columna, `Hilo ${hilo + 1}`);
  const lista = crear("ol", columna);
  const pasos = escena.hilos[hilo].map((uno) => {
    const punto = crear("li", lista);
    crear("code", punto, uno.linea);
    crear("span", punto, ` ${en_palabras(uno)}`);
    return punto;
  });
  const boton = crear_boton(columna, `Avanza el hilo ${hilo + 1}`, hacer_avanzar);
  const sabe = crear("p", columna, "", "resumen");

  function mostrar(estado, orden) {
    const { hechos } = estado.hilos[hilo];
    for (const [cual, punto] of pasos.entries()) {
      punto.classList.toggle("hecho", cual < hechos);
      if (cual === hechos) {
        punto.setAttribute("aria-current", "step");
      } else {
        punto.removeAttribute("aria-current");
      }
    }
    columna.classList.toggle("el-ultimo", orden.at(-1) === hilo);
    boton.setAttribute("aria-disabled", !puede_avanzar(escena, estado, hilo));
    sabe.textContent = decir_hilo(escena, estado, hilo);
  }

  return { mostrar };
}

function en_palabras({ hace, que }) {
  switch (hace) {
    case "leer":
      return "lee el contador";
    case "sumar":
      return "suma 1 al valor leído";
    case "escribir":
      return "escribe el contador";
    case "tomar":
      return `toma ${CON_ARTICULO[que]}`;
    case "soltar":
      return "y, al salir del with, suelta lo que tiene";
  }
}

function decir_hilo(escena, estado, hilo) {
  const esperado = espera(escena, estado, hilo);
  if (esperado !== null) {
    return `Espera ${CON_ARTICULO[esperado]}, que tiene el hilo ${estado.duenos[esperado] + 1}.`;
  }
  if (paso_siguiente(escena, estado, hilo) === undefined) {
    return "Ha acabado.";
  }
  const { leido, suma } = estado.hilos[hilo];
  if (leido === null) {
    return "Puede avanzar.";
  }
  return suma === null ? `Ha leído ${leido}.` : `Ha leído ${leido}, y la suma es ${suma}.`;
}

function decir_variables(escena, estado) {
  const dichos = [];
  if (escena.hilos.flat().some(({ hace }) => hace === "leer")) {
    dichos.push(`contador = ${estado.contador}`);
  }
  for (const bloqueo of escena.bloqueos) {
    const dueno = estado.duenos[bloqueo];
    dichos.push(dueno === undefined ? `${bloqueo}: libre` : `${bloqueo}: lo tiene el hilo ${dueno + 1}`);
  }
  return dichos.join(" · ");
}

// Todos los órdenes, y cada uno se repite al pulsarlo.
function montar_ordenes(escena, lugar, reproducir) {
  const plegado = crear("details", lugar);
  const ordenes = todos_los_ordenes(escena);
  crear("summary", plegado, `Todos los órdenes, ${ordenes.length}`);
  crear("p", plegado, decir_cuenta(escena, ordenes), "cuenta-de-ordenes");
  const lista = crear("ul", plegado, "", "ordenes");
  const botones = ordenes.map((orden) => {
    const acaba = EN_CORTO[como_acaba(escena, estado_tras(escena, orden))];
    const quienes = orden.map((hilo) => hilo + 1).join(" ");
    return crear_boton(crear("li", lista), `${quienes}: ${acaba}`, () => reproducir(orden));
  });

  function mostrar(orden) {
    for (const [cual, boton] of botones.entries()) {
      boton.setAttribute("aria-pressed", ordenes[cual].join() === orden.join());
    }
  }

  return { mostrar };
}
