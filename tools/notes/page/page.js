function todos(selector, donde = document) {
  return [...donde.querySelectorAll(selector)];
}

const raiz = document.documentElement;
const poco_movimiento = matchMedia("(prefers-reduced-motion: reduce)");

// Lo elegido, que el navegador guarda si puede: de cada pregunta, la primera letra y la última; y las lecciones que se han
// pedido ver.
const CLAVE = "hilos-y-procesos";
let elegido = leer_lo_guardado();
guardar();

function leer_lo_guardado() {
  try {
    return { ...JSON.parse(localStorage.getItem(CLAVE)) };
  } catch {
    // O no se puede leer, y guardar() lo dirá, o no es de esta página.
    return {};
  }
}

function guardar() {
  try {
    localStorage.setItem(CLAVE, JSON.stringify(elegido));
  } catch {
    document.getElementById("sin-guardar").hidden = false;
  }
}

function elegir(que, valor) {
  elegido[que] = valor;
  guardar();
}

document.getElementById("empezar").addEventListener("click", () => {
  elegido = {};
  guardar();
  location.reload();
});

// Una pregunta: lo que se elige dice si es lo que pasa, y por qué.
for (const pregunta of todos(".pregunta")) {
  preparar_pregunta(pregunta);
}

// Con su texto: si otra ocupa su sitio, no vale lo elegido en esta.
function clave_de(pregunta) {
  return `${pregunta.id} ${pregunta.querySelector("p").textContent}`;
}

function preparar_pregunta(pregunta) {
  const clave = clave_de(pregunta);
  const dicho = pregunta.querySelector(".dicho");
  const botones = todos(".opciones > li", pregunta).map(poner_boton);

  function mostrar({ primera, ultima: letra }) {
    const acierta = letra === pregunta.dataset.buena;
    pregunta.classList.toggle("acertada", acierta);
    for (const boton of botones) {
      boton.setAttribute("aria-pressed", boton.dataset.letra === letra);
      marcar_la_primera(boton, primera !== letra && boton.dataset.letra === primera);
    }
    const veredicto = document.createElement("strong");
    veredicto.textContent = acierta ? "Sí. " : "No: ";
    const razon = pregunta.querySelector(`[data-razon="${letra}"]`).cloneNode(true);
    dicho.replaceChildren(veredicto, ...razon.childNodes);
  }

  for (const boton of botones) {
    const letra = boton.dataset.letra;
    boton.addEventListener("click", () => {
      const primera = elegido[clave]?.primera ?? letra;
      elegir(clave, { primera, ultima: letra });
      mostrar(elegido[clave]);
      dicho.scrollIntoView({ block: "nearest" });
      pregunta.dispatchEvent(new Event("elegida", { bubbles: true }));
    });
    if (letra === elegido[clave]?.ultima) {
      mostrar(elegido[clave]);
    }
  }
}

// Lo que dice una opción pasa a estar en un botón.
function poner_boton(opcion) {
  const boton = document.createElement("button");
  boton.type = "button";
  boton.dataset.letra = opcion.dataset.letra;
  boton.append(...opcion.childNodes);
  opcion.append(boton);
  return boton;
}

// La primera respuesta sigue a la vista cuando se elige otra.
function marcar_la_primera(boton, es_la_primera) {
  boton.querySelector(".primera")?.remove();
  if (es_la_primera) {
    const marca = document.createElement("small");
    marca.className = "primera";
    marca.textContent = "tu primera respuesta";
    boton.append(marca);
  }
}

// Cuántas se acertaron a la primera, y cuáles no.
function contar_respuestas() {
  const preguntas = todos(".pregunta");
  const contestadas = preguntas.filter((una) => elegido[clave_de(una)]?.primera);
  const falladas = contestadas.filter((una) => elegido[clave_de(una)].primera !== una.dataset.buena);
  const acertadas = contestadas.length - falladas.length;
  const seccion = document.getElementById("tus-respuestas");
  seccion.hidden = false;
  const contestado = `Has contestado ${contestadas.length} de las ${preguntas.length} preguntas.`;
  const a_la_primera = ` A la primera has acertado ${acertadas}.`;
  const y_estas = falladas.length > 0 ? " En estas, tu primera respuesta fue otra:" : "";
  seccion.querySelector(".cuenta").textContent = contestado + a_la_primera + y_estas;
  seccion.querySelector(".falladas").replaceChildren(...falladas.map(enlace_a));
}

function enlace_a(pregunta) {
  const punto = document.createElement("li");
  const enlace = punto.appendChild(document.createElement("a"));
  enlace.href = `#${pregunta.id}`;
  enlace.textContent = pregunta.querySelector("strong").textContent;
  return punto;
}

contar_respuestas();
document.addEventListener("elegida", contar_respuestas);

// Lo que hizo una lección se ve cuando se ha acertado en sus preguntas, o cuando se pide; y se ve pasar desde que está
// en la pantalla.
const por_ver = new IntersectionObserver(reproducir_los_que_se_ven, { threshold: 0.25 });

function reproducir_los_que_se_ven(cambios) {
  for (const cambio of cambios) {
    if (cambio.isIntersecting) {
      por_ver.unobserve(cambio.target);
      cambio.target.dispatchEvent(new Event("reproducir"));
    }
  }
}

for (const leccion of todos(".leccion:has(.tapa)")) {
  tapar_lo_que_hizo(leccion);
}

function tapar_lo_que_hizo(leccion) {
  const tapa = leccion.querySelector(".tapa");
  const ya = leccion.querySelector(".ya");
  const grabado = leccion.querySelector(".grabado");
  const preguntas = todos(".antes .pregunta", leccion);

  function todas_acertadas() {
    return preguntas.every((una) => una.classList.contains("acertada"));
  }

  function tapar(si) {
    tapa.hidden = !si;
    grabado.hidden = si;
  }

  function destapar() {
    tapar(false);
    if (!poco_movimiento.matches) {
      grabado.dispatchEvent(new Event("preparar"));
      por_ver.observe(grabado);
    }
  }

  const ya_vista = elegido[leccion.id] === "vista";
  tapar(!ya_vista && !todas_acertadas());
  leccion.addEventListener("elegida", () => {
    if (grabado.hidden && todas_acertadas()) {
      destapar();
    }
  });
  ya.addEventListener("click", () => {
    elegir(leccion.id, "vista");
    destapar();
    grabado.querySelector(".marcha").focus({ preventScroll: true });
  });
}

// Quien mira decide qué hilo avanza.
for (const lugar of todos(".turnos")) {
  montar_turnos(lugar);
}

// La fila en la que se está, y las que hacen lo mismo.
for (const programas of todos(".programas")) {
  iluminar_filas(programas);
}

function iluminar_filas(programas) {
  const filas = todos(".fila", programas);

  function iluminar(suceso) {
    const grupo = suceso.target.closest(".fila")?.dataset.grupo;
    for (const fila of filas) {
      fila.classList.toggle("luz", fila.dataset.grupo === grupo);
    }
  }

  programas.addEventListener("pointerover", iluminar);
  programas.addEventListener("focusin", iluminar);
  programas.addEventListener("keydown", (suceso) => {
    const paso = { ArrowDown: 1, ArrowUp: -1 }[suceso.key];
    const esta = filas.indexOf(suceso.target);
    const siguiente = filas[esta + paso];
    if (esta < 0 || !siguiente) {
      return;
    }
    suceso.preventDefault();
    for (const fila of filas) {
      fila.tabIndex = fila === siguiente ? 0 : -1;
    }
    siguiente.focus();
  });
}

// Copiar una orden, o un programa entero.
for (const boton of todos(".copiar")) {
  boton.addEventListener("click", async () => {
    const copiado = await copiar(boton.dataset.texto);
    const aviso = document.getElementById("aviso");
    aviso.textContent = "";
    boton.focus();
    boton.classList.toggle("copiado", copiado);
    requestAnimationFrame(() => {
      aviso.textContent = copiado ? "Copiado" : "No se ha podido copiar";
    });
  });
}

async function copiar(texto) {
  try {
    await navigator.clipboard.writeText(texto);
    return true;
  } catch {
    // Sin permiso, o en un navegador que no deja hacerlo desde un archivo: como se hacía antes.
    const area = document.body.appendChild(document.createElement("textarea"));
    area.value = texto;
    area.select();
    const copiado = document.execCommand("copy");
    area.remove();
    return copiado;
  }
}

// Lo que hicieron los programas, en el momento que se elija. Los momentos son microsegundos.
for (const grabado of todos(".grabado")) {
  animar(grabado);
}

function animar(grabado) {
  const marcha = grabado.querySelector(".marcha");
  const lento = grabado.querySelector(".lento");
  const mando = grabado.querySelector(".momento");
  const reloj = grabado.querySelector(".reloj");
  const mensajes = todos("[data-momento]", grabado);
  const sucesos = grabado.dataset.sucesos.split(" ").map(Number);
  const escala = Number(grabado.dataset.escala);
  let ahora = escala;
  let en_marcha = false;
  let fotograma_anterior = 0;

  function mostrar() {
    grabado.style.setProperty("--ahora", ahora);
    for (const mensaje of mensajes) {
      mensaje.classList.toggle("callada", Number(mensaje.dataset.momento) > ahora);
    }
    mando.value = ahora;
    reloj.textContent = `${en_segundos(ahora)} s`;
    mando.setAttribute("aria-valuetext", `${en_segundos(ahora)} s de ${en_segundos(escala)}`);
    marcha.textContent = que_hace_marcha();
  }

  function que_hace_marcha() {
    if (poco_movimiento.matches) {
      return "Siguiente";
    }
    return en_marcha ? "Pausa" : "Reproducir";
  }

  function ir_al_momento(momento) {
    ahora = Math.min(momento, escala);
    mostrar();
  }

  function seguir() {
    en_marcha = true;
    fotograma_anterior = performance.now();
    mostrar();
    requestAnimationFrame(pasar_tiempo);
  }

  function parar() {
    en_marcha = false;
    mostrar();
  }

  function pasar_tiempo(fotograma) {
    if (!en_marcha) {
      return;
    }
    const velocidad = lento.getAttribute("aria-pressed") === "true" ? 0.25 : 1;
    const milisegundos = Math.max(0, fotograma - fotograma_anterior);
    fotograma_anterior = fotograma;
    const momento = ahora + milisegundos * 1000 * velocidad;
    en_marcha = momento < escala;
    ir_al_momento(momento);
    requestAnimationFrame(pasar_tiempo);
  }

  // Con poco movimiento, cada pulsación lleva a lo siguiente que pasa; lo que pasa casi a la vez, junto.
  function ir_al_siguiente_suceso() {
    const siguiente = sucesos.find((suceso) => suceso > ahora + 5000);
    ir_al_momento(siguiente ?? escala);
  }

  marcha.addEventListener("click", () => {
    if (en_marcha) {
      parar();
      return;
    }
    if (ahora >= escala) {
      ahora = 0;
    }
    if (poco_movimiento.matches) {
      ir_al_siguiente_suceso();
    } else {
      seguir();
    }
  });
  lento.addEventListener("click", () => {
    const estaba = lento.getAttribute("aria-pressed") === "true";
    lento.setAttribute("aria-pressed", !estaba);
  });
  mando.addEventListener("input", () => {
    en_marcha = false;
    ir_al_momento(Number(mando.value));
  });
  grabado.addEventListener("preparar", () => ir_al_momento(0));
  grabado.addEventListener("reproducir", seguir);
  poco_movimiento.addEventListener("change", mostrar);
  mostrar();
}

function en_segundos(momento) {
  return (momento / 1e6).toFixed(2).replace(".", ",");
}

// El día en que se hizo.
for (const dia of todos("time")) {
  const fecha = new Date(Number(dia.dataset.momento));
  dia.textContent = ` el ${fecha.toLocaleDateString("es", { dateStyle: "long" })}`;
}

document.getElementById("tema").addEventListener("click", () => {
  const el_del_sistema = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const el_de_ahora = raiz.style.colorScheme || el_del_sistema;
  raiz.style.colorScheme = el_de_ahora === "dark" ? "light" : "dark";
});

// Al papel van todas las lecciones o una, enteras o solo sus preguntas; o una hoja.
const papel = document.getElementById("papel");
const solo_preguntas = document.getElementById("solo-preguntas");

function elegir_papel() {
  for (const una of todos("header, main > section:not(.en-papel), .en-papel > div")) {
    const va = papel.value === "" ? !una.matches(".hoja") : una.dataset.papel === papel.value;
    una.classList.toggle("sin-papel", !va);
  }
  solo_preguntas.disabled = papel.value.startsWith("hoja");
  raiz.classList.toggle("solo-preguntas", solo_preguntas.checked && !solo_preguntas.disabled);
}

// El navegador puede recordar lo que se eligió.
elegir_papel();
papel.addEventListener("change", elegir_papel);
solo_preguntas.addEventListener("change", elegir_papel);
document.getElementById("imprimir").addEventListener("click", () => print());

// En un proyector, una parte en cada pantalla.
const partes = todos(".parte");
const pase = document.getElementById("pase");
const anterior = document.getElementById("anterior");
const siguiente = document.getElementById("siguiente");
const cuantas = document.getElementById("cuantas");
let actual = 0;

function queda_debajo() {
  return raiz.scrollHeight - innerHeight - scrollY > 8;
}

function decir_cual() {
  cuantas.textContent = `${actual + 1} de ${partes.length}`;
  siguiente.textContent = queda_debajo() ? "Más abajo ↓" : "Siguiente ›";
}

function ir(cual) {
  partes[actual].classList.remove("actual");
  actual = Math.max(0, Math.min(cual, partes.length - 1));
  partes[actual].classList.add("actual");
  scrollTo(0, 0);
  decir_cual();
}

// Antes de pasar a otra, se ve entera.
function avanzar() {
  if (queda_debajo()) {
    scrollBy(0, innerHeight * 0.7);
  } else if (actual + 1 < partes.length) {
    ir(actual + 1);
  }
}

function retroceder() {
  if (scrollY > 0) {
    scrollBy(0, innerHeight * -0.7);
  } else {
    ir(actual - 1);
  }
}

function proyectar(si) {
  raiz.classList.toggle("proyector", si);
  pase.hidden = !si;
  ir(actual);
  // Al salir, se sigue por la misma parte.
  const donde = si ? siguiente : partes[actual];
  donde.tabIndex = si ? 0 : -1;
  donde.focus({ preventScroll: true });
  donde.scrollIntoView();
}

// Un puntero de presentaciones envía PageDown y PageUp.
const TECLAS = {
  Escape: () => proyectar(false),
  PageDown: avanzar,
  PageUp: retroceder,
  Home: () => ir(0),
  End: () => ir(partes.length),
};
const FLECHAS = {
  ArrowRight: avanzar,
  ArrowLeft: retroceder,
};

document.getElementById("proyectar").addEventListener("click", () => proyectar(true));
document.getElementById("salir").addEventListener("click", () => proyectar(false));
anterior.addEventListener("click", retroceder);
siguiente.addEventListener("click", avanzar);
addEventListener("scroll", decir_cual);
addEventListener("resize", decir_cual);
new ResizeObserver(decir_cual).observe(document.body);
document.addEventListener("keydown", (suceso) => {
  if (pase.hidden || suceso.altKey || suceso.ctrlKey || suceso.metaKey) {
    return;
  }
  // Las flechas de un mando mueven el mando.
  const en_un_mando = suceso.target.matches?.("input");
  const flecha = en_un_mando ? undefined : FLECHAS[suceso.key];
  const hacer = TECLAS[suceso.key] ?? flecha;
  if (hacer) {
    suceso.preventDefault();
    hacer();
  }
});
document.addEventListener("click", (suceso) => {
  const enlace = suceso.target.closest("a");
  const destino = document.getElementById(enlace?.hash.slice(1));
  const parte = partes.findIndex((una) => destino?.contains(una) || (destino && una.contains(destino)));
  if (!pase.hidden && parte >= 0) {
    suceso.preventDefault();
    ir(parte);
  }
});
