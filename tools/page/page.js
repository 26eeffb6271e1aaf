"use strict";
const todos = (selector, donde = document) => [...donde.querySelectorAll(selector)];

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
    suceso.target.tabIndex = -1;
    siguiente.tabIndex = 0;
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
const quieto = matchMedia("(prefers-reduced-motion: reduce)");
for (const grabado of todos(".grabado")) {
  const escala = Number(grabado.dataset.escala);
  const [marcha, lento, momento, reloj] = [".marcha", ".lento", ".momento", ".reloj"].map((s) => grabado.querySelector(s));
  const mensajes = todos("[data-momento]", grabado);
  const tiras = todos(".pista i", grabado).map((tira) => [tira, parseFloat(tira.style.left), parseFloat(tira.style.width)]);
  let [ahora, anterior, en_marcha] = [escala, 0, false];

  const mostrar = () => {
    const hasta = (ahora / escala) * 100;
    grabado.style.setProperty("--hasta", `${hasta}%`);
    for (const [tira, desde, ancho] of tiras) {
      tira.style.width = `${Math.max(0, Math.min(ancho, hasta - desde))}%`;
      tira.hidden = hasta < desde;
    }
    for (const mensaje of mensajes) mensaje.classList.toggle("callada", Number(mensaje.dataset.momento) > ahora);
    momento.value = ahora;
    reloj.value = `${(ahora / 1e6).toFixed(2).replace(".", ",")} s`;
    momento.setAttribute("aria-valuetext", `${reloj.value} de ${(escala / 1e6).toFixed(2).replace(".", ",")}`);
    marcha.textContent = quieto.matches ? "Siguiente" : en_marcha ? "Pausa" : "Reproducir";
  };
  const avanzar = (reloj_de_pantalla) => {
    if (!en_marcha) return;
    const pasado = Math.max(0, reloj_de_pantalla - anterior) * 1000 * (lento.getAttribute("aria-pressed") === "true" ? 0.25 : 1);
    [ahora, anterior] = [Math.min(escala, ahora + pasado), reloj_de_pantalla];
    en_marcha = ahora < escala;
    mostrar();
    requestAnimationFrame(avanzar);
  };
  // Con menos movimiento, cada pulsación lleva a lo siguiente que pasa.
  const siguiente = () => {
    const tiempos = tiras.flatMap(([, desde, ancho]) => [desde, desde + ancho]).map((parte) => (parte * escala) / 100);
    const momentos = [...tiempos, ...mensajes.map((mensaje) => Number(mensaje.dataset.momento)), escala];
    ahora = Math.min(escala, ...momentos.filter((uno) => uno > ahora + 5000));
    mostrar();
  };
  marcha.addEventListener("click", () => {
    if (ahora >= escala && !en_marcha) ahora = 0;
    if (quieto.matches) return siguiente();
    en_marcha = !en_marcha;
    anterior = performance.now();
    mostrar();
    requestAnimationFrame(avanzar);
  });
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
  dia.textContent = new Date(Number(dia.dataset.momento)).toLocaleDateString("es", { dateStyle: "long" });
}

document.getElementById("tema").addEventListener("click", () => {
  const raiz = document.documentElement.style;
  const oscuro = raiz.colorScheme ? raiz.colorScheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  raiz.colorScheme = oscuro ? "light" : "dark";
});
