"use strict";
const todos = (selector, donde = document) => [...donde.querySelectorAll(selector)];
const raiz = document.documentElement;
const quieto = matchMedia("(prefers-reduced-motion: reduce)");

// Lo elegido, que el navegador guarda si puede: la letra de cada pregunta, y las lecciones que se han pedido ver.
const CLAVE = "hilos-y-procesos";
let elegido = {};
const guardar = () => {
  try {
    localStorage.setItem(CLAVE, JSON.stringify(elegido));
  } catch {
    document.getElementById("sin-guardar").hidden = false;
  }
};
try {
  elegido = { ...JSON.parse(localStorage.getItem(CLAVE)) };
} catch {
  // O no se puede leer, y guardar() lo dirá, o no es de esta página.
}
guardar();
const elegir = (que, valor) => {
  elegido[que] = valor;
  guardar();
};
document.getElementById("empezar").addEventListener("click", () => {
  elegido = {};
  guardar();
  location.reload();
});

// Una pregunta: lo que se elige dice si es lo que pasa, y por qué.
for (const pregunta of todos(".pregunta")) {
  // Con su texto: si otra ocupa su sitio, no vale lo elegido en esta.
  const clave = `${pregunta.id} ${pregunta.querySelector("p").textContent}`;
  const dicho = pregunta.querySelector(".dicho");
  const botones = todos(".opciones > li", pregunta).map((opcion) => {
    const boton = document.createElement("button");
    boton.type = "button";
    boton.dataset.letra = opcion.dataset.letra;
    boton.append(...opcion.childNodes);
    opcion.append(boton);
    return boton;
  });
  const mostrar = (letra) => {
    const acierta = letra === pregunta.dataset.buena;
    pregunta.classList.toggle("acertada", acierta);
    for (const boton of botones) boton.setAttribute("aria-pressed", boton.dataset.letra === letra);
    const veredicto = document.createElement("strong");
    veredicto.textContent = acierta ? "Sí. " : "No: ";
    const razon = pregunta.querySelector(`[data-razon="${letra}"]`).cloneNode(true);
    dicho.replaceChildren(veredicto, ...razon.childNodes);
  };
  for (const boton of botones) {
    boton.addEventListener("click", () => {
      mostrar(boton.dataset.letra);
      elegir(clave, boton.dataset.letra);
      dicho.scrollIntoView({ block: "nearest" });
      pregunta.dispatchEvent(new Event("elegida", { bubbles: true }));
    });
    if (boton.dataset.letra === elegido[clave]) mostrar(elegido[clave]);
  }
}

// Lo que hizo una lección se ve cuando se ha acertado en sus preguntas, o cuando se pide; y se ve pasar desde que está
// en la pantalla.
const por_ver = new IntersectionObserver(
  (vistos) => {
    for (const { target, isIntersecting } of vistos) {
      if (!isIntersecting) continue;
      por_ver.unobserve(target);
      target.dispatchEvent(new Event("reproducir"));
    }
  },
  { threshold: 0.25 },
);
for (const leccion of todos(".leccion:has(.tapa)")) {
  const [tapa, ya, grabado] = [".tapa", ".ya", ".grabado"].map((s) => leccion.querySelector(s));
  const acertada = () => todos(".antes .pregunta", leccion).every((una) => una.classList.contains("acertada"));
  const tapar = (si) => ([tapa.hidden, grabado.hidden] = [!si, si]);
  const destapar = () => {
    tapar(false);
    if (quieto.matches) return;
    grabado.dispatchEvent(new Event("preparar"));
    por_ver.observe(grabado);
  };
  tapar(!acertada() && elegido[leccion.id] !== "vista");
  leccion.addEventListener("elegida", () => {
    if (grabado.hidden && acertada()) destapar();
  });
  ya.addEventListener("click", () => {
    elegir(leccion.id, "vista");
    destapar();
    grabado.querySelector(".marcha").focus({ preventScroll: true });
  });
}

// La fila en la que se está, y las que hacen lo mismo.
for (const programas of todos(".programas")) {
  const filas = todos(".fila", programas);
  const iluminar = (suceso) => {
    const fila = suceso.target.closest(".fila");
    filas.forEach((otra) => otra.classList.toggle("luz", otra.dataset.grupo === fila?.dataset.grupo));
  };
  programas.addEventListener("pointerover", iluminar);
  programas.addEventListener("focusin", iluminar);
  programas.addEventListener("keydown", (suceso) => {
    const paso = { ArrowDown: 1, ArrowUp: -1 }[suceso.key];
    const siguiente = filas[filas.indexOf(suceso.target) + paso];
    if (!siguiente || !filas.includes(suceso.target)) return;
    suceso.preventDefault();
    filas.forEach((fila) => (fila.tabIndex = fila === siguiente ? 0 : -1));
    siguiente.focus();
  });
}

// Copiar una orden, o un programa entero.
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
for (const boton of todos(".copiar")) {
  boton.addEventListener("click", async () => {
    const copiado = await copiar(boton.dataset.texto);
    const aviso = document.getElementById("aviso");
    aviso.textContent = "";
    boton.focus();
    boton.classList.toggle("copiado", copiado);
    requestAnimationFrame(() => (aviso.textContent = copiado ? "Copiado" : "No se ha podido copiar"));
  });
}

// Lo que hicieron los programas, en el momento que se elija.
for (const grabado of todos(".grabado")) {
  const escala = Number(grabado.dataset.escala);
  const [marcha, lento, momento, reloj] = [".marcha", ".lento", ".momento", ".reloj"].map((s) => grabado.querySelector(s));
  const mensajes = todos("[data-momento]", grabado);
  const tiras = todos(".pista i", grabado).map(({ style }) => [parseFloat(style.left), parseFloat(style.width)]);
  let [ahora, fotograma, en_marcha] = [escala, 0, false];

  const mostrar = () => {
    grabado.style.setProperty("--hasta", (ahora / escala) * 100);
    for (const mensaje of mensajes) mensaje.classList.toggle("callada", Number(mensaje.dataset.momento) > ahora);
    momento.value = ahora;
    reloj.textContent = `${(ahora / 1e6).toFixed(2).replace(".", ",")} s`;
    momento.setAttribute("aria-valuetext", `${reloj.textContent} de ${(escala / 1e6).toFixed(2).replace(".", ",")}`);
    marcha.textContent = quieto.matches ? "Siguiente" : en_marcha ? "Pausa" : "Reproducir";
  };
  const pasar_tiempo = (reloj_de_pantalla) => {
    if (!en_marcha) return;
    const pasado = Math.max(0, reloj_de_pantalla - fotograma) * 1000 * (lento.getAttribute("aria-pressed") === "true" ? 0.25 : 1);
    [ahora, fotograma] = [Math.min(escala, ahora + pasado), reloj_de_pantalla];
    en_marcha = ahora < escala;
    mostrar();
    requestAnimationFrame(pasar_tiempo);
  };
  // Con menos movimiento, cada pulsación lleva a lo siguiente que pasa.
  const al_siguiente_suceso = () => {
    const tiempos = tiras.flatMap(([desde, ancho]) => [desde, desde + ancho]).map((parte) => (parte * escala) / 100);
    const momentos = [...tiempos, ...mensajes.map((mensaje) => Number(mensaje.dataset.momento)), escala];
    ahora = Math.min(escala, ...momentos.filter((uno) => uno > ahora + 5000));
    mostrar();
  };
  const seguir = () => {
    [en_marcha, fotograma] = [true, performance.now()];
    mostrar();
    requestAnimationFrame(pasar_tiempo);
  };
  marcha.addEventListener("click", () => {
    if (ahora >= escala && !en_marcha) ahora = 0;
    if (quieto.matches) return al_siguiente_suceso();
    if (!en_marcha) return seguir();
    en_marcha = false;
    mostrar();
  });
  grabado.addEventListener("preparar", () => {
    ahora = 0;
    mostrar();
  });
  grabado.addEventListener("reproducir", seguir);
  lento.addEventListener("click", () => lento.setAttribute("aria-pressed", lento.getAttribute("aria-pressed") !== "true"));
  momento.addEventListener("input", () => {
    [ahora, en_marcha] = [Number(momento.value), false];
    mostrar();
  });
  quieto.addEventListener("change", mostrar);
  mostrar();
}

// El día en que se hizo.
for (const dia of todos("time")) {
  dia.textContent = " el " + new Date(Number(dia.dataset.momento)).toLocaleDateString("es", { dateStyle: "long" });
}

document.getElementById("tema").addEventListener("click", () => {
  const { style } = raiz;
  const oscuro = style.colorScheme ? style.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  style.colorScheme = oscuro ? "light" : "dark";
});

document.getElementById("imprimir").addEventListener("click", () => print());

// En un proyector, una parte en cada pantalla.
const partes = todos(".parte");
const [pase, anterior, siguiente, cuantas] = ["pase", "anterior", "siguiente", "cuantas"].map((id) => document.getElementById(id));
let actual = 0;
const queda_debajo = () => raiz.scrollHeight - innerHeight - scrollY > 8;
const decir_cual = () => {
  cuantas.textContent = `${actual + 1} de ${partes.length}`;
  siguiente.textContent = queda_debajo() ? "Más abajo ↓" : "Siguiente ›";
};
const ir = (cual) => {
  partes[actual].classList.remove("actual");
  actual = Math.max(0, Math.min(cual, partes.length - 1));
  partes[actual].classList.add("actual");
  scrollTo(0, 0);
  decir_cual();
};
// Antes de pasar a otra, se ve entera.
const avanzar = () => {
  if (queda_debajo()) scrollBy(0, innerHeight * 0.7);
  else if (actual + 1 < partes.length) ir(actual + 1);
};
const retroceder = () => (scrollY > 0 ? scrollBy(0, innerHeight * -0.7) : ir(actual - 1));
const proyectar = (si) => {
  raiz.classList.toggle("proyector", si);
  pase.hidden = !si;
  ir(actual);
  // Al salir, se sigue por la misma parte.
  const donde = si ? siguiente : partes[actual];
  donde.tabIndex = si ? 0 : -1;
  donde.focus({ preventScroll: true });
  donde.scrollIntoView();
};
document.getElementById("proyectar").addEventListener("click", () => proyectar(true));
document.getElementById("salir").addEventListener("click", () => proyectar(false));
anterior.addEventListener("click", retroceder);
siguiente.addEventListener("click", avanzar);
addEventListener("scroll", decir_cual);
addEventListener("resize", decir_cual);
new ResizeObserver(decir_cual).observe(document.body);
document.addEventListener("keydown", (suceso) => {
  if (pase.hidden || suceso.altKey || suceso.ctrlKey || suceso.metaKey) return;
  // Un puntero de presentaciones envía PageDown y PageUp. Las flechas de un mando mueven el mando.
  const teclas = { Escape: () => proyectar(false), PageDown: avanzar, PageUp: retroceder, Home: () => ir(0), End: () => ir(partes.length) };
  const flechas = { ArrowRight: avanzar, ArrowLeft: retroceder };
  const hacer = { ...teclas, ...(suceso.target.matches?.("input") ? {} : flechas) }[suceso.key];
  if (!hacer) return;
  suceso.preventDefault();
  hacer();
});
document.addEventListener("click", (suceso) => {
  const destino = document.getElementById(suceso.target.closest("a")?.hash.slice(1));
  const parte = partes.find((una) => destino?.contains(una));
  if (pase.hidden || !parte) return;
  suceso.preventDefault();
  ir(partes.indexOf(parte));
});
