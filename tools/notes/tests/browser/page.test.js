// La página que «cargo notes» deja en target/notes.html, en un navegador de este equipo.
//
// Ejecútalo: cargo notes && cd tools/notes/tests/browser && npm ci && npm test

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const raiz = new URL("../../../../", import.meta.url);
const pagina = new URL("target/notes.html", raiz);
const axe = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

const navegador = await abrir_navegador();
after(() => navegador?.close());

async function abrir_navegador() {
  const los_que_puede_haber = [{ executablePath: "/usr/bin/chromium" }, { channel: "chrome" }, { channel: "msedge" }];
  for (const cual of los_que_puede_haber) {
    try {
      return await chromium.launch({ ...cual, args: ["--no-sandbox"] });
    } catch {
      // Será otro.
    }
  }
  return undefined;
}

// Donde no hay navegador, una prueba se salta y lo dice; donde se decide si un cambio vale, es un fallo.
const se_salta = navegador || process.env.CI === "true" ? false : "aquí no hay Chromium, Chrome ni Edge";

// Una prueba con la página recién abierta. Tampoco vale que la página se queje, ni que pida algo de fuera.
function probar(que, hacer, { antes, ...opciones } = {}) {
  test(que, { skip: se_salta }, async () => {
    assert.ok(navegador, "aquí no hay Chromium, Chrome ni Edge");
    const contexto = await navegador.newContext({ viewport: { width: 1280, height: 800 }, ...opciones });
    const hoja = await contexto.newPage();
    const quejas = [];
    hoja.on("console", (dicho) => quejas.push(dicho.text()));
    hoja.on("pageerror", (error) => quejas.push(String(error)));
    hoja.on("request", (pedido) => {
      const url = pedido.url();
      if (url !== pagina.href && !url.startsWith("data:")) {
        quejas.push(url);
      }
    });
    if (antes) {
      await hoja.addInitScript(antes);
    }
    await hoja.goto(pagina.href);
    await hacer(hoja);
    assert.deepEqual(quejas, []);
    await contexto.close();
  });
}

// Elige en una pregunta la opción buena, o la primera que no lo es, y da su razón.
function elegir(hoja, pregunta, acierta) {
  return hoja.locator(`#${pregunta}`).evaluate((suya, acierta) => {
    const botones = [...suya.querySelectorAll(".opciones button")];
    const elegido = botones.find((boton) => (boton.dataset.letra === suya.dataset.buena) === acierta);
    elegido.click();
    const razon = suya.querySelector(`[data-razon="${elegido.dataset.letra}"]`);
    return razon.textContent.trim();
  }, acierta);
}

async function dicho(hoja, pregunta) {
  const texto = await hoja.locator(`#${pregunta} .dicho`).textContent();
  return texto.trim();
}

function se_ve(hoja, que) {
  return hoja.locator(que).first().isVisible();
}

function contestar_a_todo(hoja) {
  return hoja.locator(".pregunta").evaluateAll((todas) => {
    for (const una of todas) {
      una.querySelector(`[data-letra="${una.dataset.buena}"] button`).click();
    }
  });
}

function abrir_todo(hoja) {
  return hoja.locator("details").evaluateAll((todos) => {
    for (const uno of todos) {
      uno.open = true;
    }
  });
}

function mover(hoja, mando, momento) {
  return hoja.locator(mando).evaluate((mando, momento) => {
    mando.value = momento;
    mando.dispatchEvent(new Event("input"));
  }, momento);
}

// Apunta los momentos por los que pasa lo que hizo una lección; después se espera a que llegue al último.
function apuntar(hoja, leccion) {
  return hoja.locator(`#${leccion} .grabado`).evaluate((grabado) => {
    window.momentos = [];
    const mando = grabado.querySelector(".momento");
    const observador = new MutationObserver(() => window.momentos.push(Number(mando.value)));
    observador.observe(grabado, { attributes: true });
  });
}

async function se_ve_pasar(hoja, leccion) {
  await hoja.locator(`#${leccion} .grabado`).scrollIntoViewIfNeeded();
  const final = Number(await hoja.locator(`#${leccion} .momento`).getAttribute("max"));
  await hoja.waitForFunction((final) => window.momentos.at(-1) === final, final);
  const momentos = await hoja.evaluate(() => window.momentos.slice(window.momentos.indexOf(0)));
  const nunca_atras = momentos.every((uno, i) => i === 0 || uno >= momentos[i - 1]);
  assert.ok(momentos.length > 2 && momentos[0] === 0 && nunca_atras, `${momentos}`);
}

async function ensenar(hoja, leccion) {
  await apuntar(hoja, leccion);
  await hoja.locator(`#${leccion} .ya`).click();
  await se_ve_pasar(hoja, leccion);
}

test("todo va en un archivo de menos de 560 KiB, y en el orden de la clase", () => {
  const bytes = readFileSync(pagina);
  const html = bytes.toString();
  assert.ok(bytes.length <= 560 * 1024, `${bytes.length} bytes`);
  const de_tareas = ["sequential", "threads", "threads-memory-threads", "processes", "tareas-juntas", "calculo-juntas"];
  const de_paginas = ["http-sequential", "http-threads", "http-processes", "paginas-juntas", "examples-http"];
  const detras = ["tus-respuestas", "claims", "why", "why-processes", "howto", "python-to-rust", "compiler", "glossary"];
  const secciones = [...html.matchAll(/<section [^>]*id="([^"]+)"/g)].map(([, id]) => id);
  assert.deepEqual(secciones, [...de_tareas, ...de_paginas, ...detras]);
  const partes = [...html.matchAll(/<h3>(.*)<\/h3>/g)].map(([, titulo]) => titulo);
  const esperadas = ["Los dos programas", "Antes de ejecutar", "Ejecútalo", "Explicación", "Qué cambia si…", "Ejercicios"];
  assert.deepEqual(partes.slice(0, 6), esperadas);
});

probar("se predice antes de ver: se falla, se lee por qué, se acierta y se ve pasar", async (hoja) => {
  assert.ok(!(await se_ve(hoja, "#threads .grabado")));
  const por_que = await elegir(hoja, "threads-1", false);
  assert.equal(await dicho(hoja, "threads-1"), `No: ${por_que}`);
  await elegir(hoja, "threads-1", true);
  assert.match(await dicho(hoja, "threads-1"), /^Sí\. /);
  assert.ok(!(await se_ve(hoja, "#threads .grabado")), "queda una pregunta");
  await apuntar(hoja, "threads");
  await elegir(hoja, "threads-2", true);
  assert.ok(await se_ve(hoja, "#threads .grabado"));
  await hoja.waitForTimeout(200);
  assert.equal(await hoja.locator("#threads .momento").inputValue(), "0", "espera a estar en la pantalla");
  await se_ve_pasar(hoja, "threads");

  await hoja.locator("#sequential .ya").click();
  assert.ok(await se_ve(hoja, "#sequential .grabado"), "o se pide");
  assert.ok(await hoja.locator("#sequential .marcha").evaluate((uno) => uno === document.activeElement));
});

probar("lo elegido sigue al cargar la página otra vez, y «Empezar de nuevo» lo olvida", async (hoja) => {
  const vistas = () => hoja.locator(".leccion .grabado").evaluateAll((todos) => todos.map((uno) => uno.checkVisibility()));
  const mala = await elegir(hoja, "threads-1", false);
  await elegir(hoja, "sequential-1", true);
  await elegir(hoja, "sequential-2", true);
  await hoja.locator("#processes .ya").click();
  await hoja.reload();
  assert.equal(await dicho(hoja, "threads-1"), `No: ${mala}`);
  assert.deepEqual(await vistas(), [true, false, false, true, false, false, false]);
  const parado = await hoja.locator("#sequential .momento").evaluate(({ value, max }) => value === max);
  assert.ok(parado, "ya no se reproduce solo");
  await Promise.all([hoja.waitForEvent("load"), hoja.locator("#empezar").click()]);
  assert.deepEqual(await vistas(), [false, false, false, false, false, false, false]);
  const dichos = await hoja.locator(".dicho").allTextContents();
  assert.equal(dichos.join(""), "");
});

probar("la primera respuesta sigue al lado de la última, y al final se dice cuántas se acertaron a la primera", async (hoja) => {
  const primera = () => hoja.locator("#threads-1 .primera").evaluateAll((todas) => todas.map((una) => una.parentElement.dataset.letra));
  const cuenta = () => hoja.locator(".cuenta").textContent();
  const falladas = () => hoja.locator(".falladas a").allTextContents();
  const preguntas = await hoja.locator(".pregunta").count();
  assert.equal(await cuenta(), `Has contestado 0 de las ${preguntas} preguntas. A la primera has acertado 0.`);
  await elegir(hoja, "threads-1", false);
  assert.deepEqual(await primera(), [], "es también la última");
  await elegir(hoja, "threads-1", true);
  await elegir(hoja, "threads-2", true);
  const esperada = `Has contestado 2 de las ${preguntas} preguntas. A la primera has acertado 1. En estas, tu primera respuesta fue otra:`;
  for (const otra_vez of [false, true]) {
    if (otra_vez) {
      await hoja.reload();
    }
    assert.deepEqual(await primera(), ["A"]);
    assert.equal(await cuenta(), esperada);
    assert.deepEqual(await falladas(), ["Cada tarea duerme dos segundos. ¿Cuánto tardará el programa?"]);
  }
});

for (const [ancho, al_lado] of [[1280, true], [820, false]]) {
  const donde = al_lado ? "al lado" : "detrás";
  probar(`con ${ancho} píxeles, la pregunta está ${donde} de los programas de que trata`, async (hoja) => {
    const sitios = await hoja.locator(".lectura").evaluateAll((todas) =>
      todas.map((una) => {
        const programas = una.querySelector(".programas").getBoundingClientRect();
        const pregunta = una.querySelector(".pregunta").getBoundingClientRect();
        const misma_altura = pregunta.top > programas.top - 100 && pregunta.top < programas.bottom;
        return { al_lado: pregunta.left >= programas.right && misma_altura, detras: pregunta.top >= programas.bottom };
      }),
    );
    assert.equal(sitios.length, 7);
    assert.ok(sitios.every((sitio) => sitio.al_lado === al_lado && sitio.detras !== al_lado), JSON.stringify(sitios));
  }, { viewport: { width: ancho, height: 800 } });
}

probar("encima de lo que hizo cada programa están sus núcleos, y se dice cómo se leen", async (hoja) => {
  const titulos = await hoja.locator(".programa > :is(h3, h4)").allTextContents();
  assert.equal(titulos.length, 32);
  for (const titulo of titulos) {
    assert.match(titulo, /: \d+,\d\d s, \d+,\d núcleos$/);
  }
  assert.equal(await hoja.locator("#calculo-juntas .programa").count(), 6);
  assert.match(await hoja.locator("#calculo-juntas").textContent(), /avanzan en paralelo si hay cerca de 2,0 núcleos; se turnan si hay 1,0/);
});

const sin_guardar = () => {
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new Error("no se puede");
    },
  });
};

probar("si el navegador no deja guardar, se dice y todo lo demás funciona", async (hoja) => {
  assert.ok(await se_ve(hoja, "#sin-guardar"));
  await contestar_a_todo(hoja);
  await Promise.all([hoja.waitForEvent("load"), hoja.locator("#empezar").click()]);
}, { antes: sin_guardar });

probar("si lo guardado no es de esta página, se empieza de nuevo", async (hoja) => {
  assert.ok(!(await se_ve(hoja, "#sin-guardar")));
  assert.ok(!(await se_ve(hoja, "#threads .grabado")));
}, { antes: () => localStorage.setItem("hilos-y-procesos", "[{") });

probar("sin JavaScript se lee todo, con las respuestas plegadas y sin mandos", async (hoja) => {
  for (const que of ["#threads .opciones li", "#threads .grabado", "#threads .programas", "#threads .respuesta summary", ".turnos ~ .tabla, .turnos ~ table"]) {
    assert.ok(await se_ve(hoja, que), que);
  }
  for (const que of ["#threads [data-razon]", ".tapa", ".mandos", ".copiar", ".acciones", "#pase", ".turnos", ".con-mandos"]) {
    assert.ok(!(await se_ve(hoja, que)), que);
  }
}, { javaScriptEnabled: false });

function avanzar_con_el_teclado(hoja) {
  return async (hilo) => {
    await hoja.locator(`.de-un-hilo:nth-child(${hilo}) button`).focus();
    await hoja.keyboard.press("Enter");
  };
}

probar("se decide qué hilo avanza, con el teclado, y se vuelve atrás", async (hoja) => {
  const avanza = avanzar_con_el_teclado(hoja);
  const texto = (que) => hoja.locator(`.turnos ${que}`).textContent();
  for (const hilo of [1, 2, 1, 1, 2]) {
    await avanza(hilo);
  }
  assert.equal(await texto(".final"), "");
  await avanza(2);
  assert.equal(await texto(".variables"), "contador = 1");
  assert.match(await texto(".final"), /^Se ha perdido una suma/);
  await avanza(2);
  assert.equal(await texto(".variables"), "contador = 1", "ya ha acabado");
  await hoja.locator(".turnos").getByText("Atrás").press("Enter");
  assert.equal(await texto(".final"), "");
  assert.equal(await texto(".de-un-hilo:nth-child(2) .resumen"), "Ha leído 0, y la suma es 1.");

  await hoja.locator(".turnos").getByText("Dos Lock, cruzados").press("Enter");
  await avanza(1);
  await avanza(2);
  assert.equal(await texto(".variables"), "pincel: lo tiene el hilo 1 · pintura: lo tiene el hilo 2");
  assert.match(await texto(".final"), /el hilo 1 tiene el pincel y espera la pintura; el hilo 2 tiene la pintura y espera el pincel/);
});

for (const reducedMotion of ["reduce", "no-preference"]) {
  probar(`un orden se repite al pulsarlo, con el movimiento que se prefiere: ${reducedMotion}`, async (hoja) => {
    await hoja.locator(".turnos summary").click();
    assert.equal(await hoja.locator(".ordenes button").count(), 20);
    await hoja.locator(".ordenes").getByText("1 1 1 2 2 2").click();
    const hechos = await hoja.locator(".de-un-hilo .hecho").count();
    assert.equal(hechos, reducedMotion === "reduce" ? 6 : 0);
    await hoja.waitForFunction(() => document.querySelector(".turnos .final").textContent !== "");
    assert.equal(await hoja.locator(".final").textContent(), "No se ha perdido ninguna suma: el contador vale 2.");
    assert.equal(await hoja.locator(".ordenes [aria-pressed=true]").count(), 1);
  }, { reducedMotion });
}

probar("cada barra está donde dicen sus momentos", async (hoja) => {
  await contestar_a_todo(hoja);
  const lugares = await hoja.locator(".pasado i").evaluateAll((todas) =>
    todas.map((tira) => {
      const { style } = tira;
      const { left, width } = tira.getBoundingClientRect();
      const pista = tira.parentElement.getBoundingClientRect();
      const escala = Number(tira.closest(".grabado").dataset.escala);
      const desde = Number(style.getPropertyValue("--desde"));
      const hasta = Number(style.getPropertyValue("--hasta"));
      return {
        sobra_por_la_izquierda: left - (pista.left + (pista.width * desde) / escala),
        sobra_de_ancho: width - (pista.width * (hasta - desde)) / escala,
      };
    }),
  );
  assert.ok(lugares.length > 40, `${lugares.length}`);
  for (const { sobra_por_la_izquierda, sobra_de_ancho } of lugares) {
    assert.ok(Math.abs(sobra_por_la_izquierda) < 1, `${sobra_por_la_izquierda}`);
    assert.ok(sobra_de_ancho > -1 && sobra_de_ancho < 2.1, `${sobra_de_ancho}`);
  }
});

probar("lo que hizo un programa se ve pasar, se para y se arrastra", async (hoja) => {
  await ensenar(hoja, "threads");
  const visto = async (momento) => {
    await mover(hoja, "#threads .momento", momento);
    return hoja.locator("#threads .programa:last-child").evaluate((rust) => {
      rust.scrollIntoView({ block: "center" });
      const acabada = (barra) => {
        const { right, top, height } = barra.getBoundingClientRect();
        return document.elementFromPoint(right - 2, top + height / 2) === barra;
      };
      const dicho = (mensaje) => getComputedStyle(mensaje).visibility === "visible";
      const barras = [...rust.querySelectorAll(".barra")].filter(acabada);
      const mensajes = [...rust.querySelectorAll("[data-momento]")].filter(dicho);
      return { barras: barras.length, mensajes: mensajes.length };
    });
  };
  const final = await hoja.locator("#threads .momento").getAttribute("max");
  assert.deepEqual(await visto(final), { barras: 2, mensajes: 5 });
  assert.deepEqual(await visto(0), { barras: 0, mensajes: 0 });
  assert.deepEqual(await visto(1e6), { barras: 0, mensajes: 2 }, "al segundo han empezado las dos");
  const marcha = hoja.locator("#threads .marcha");
  await hoja.locator("#threads .lento").click();
  await marcha.click();
  await hoja.waitForFunction(() => Number(document.querySelector("#threads .momento").value) > 1e6);
  await marcha.click();
  const parado = await hoja.locator("#threads .momento").inputValue();
  await hoja.waitForTimeout(200);
  assert.equal(await hoja.locator("#threads .momento").inputValue(), parado);
});

probar("con poco movimiento, de suceso en suceso", async (hoja) => {
  await hoja.locator("#threads .ya").click();
  await mover(hoja, "#threads .momento", 0);
  const pasos = await hoja.evaluate(() => {
    const marcha = document.querySelector("#threads .marcha");
    const momento = document.querySelector("#threads .momento");
    let pasos = 0;
    while (momento.value !== momento.max) {
      marcha.click();
      pasos += 1;
    }
    return pasos;
  });
  assert.ok(pasos >= 4 && pasos < 40, `${pasos}`);
}, { reducedMotion: "reduce" });

probar("un programa se copia entero", async (hoja) => {
  await hoja.locator("#threads .copias button").last().click();
  const codigo = readFileSync(new URL("examples-threads/src/main.rs", raiz), "utf8");
  assert.equal(await hoja.evaluate(() => navigator.clipboard.readText()), codigo.replaceAll("\r\n", "\n"));
}, { permissions: ["clipboard-read", "clipboard-write"] });

probar("de una fila a otra con las flechas, y se iluminan las que hacen lo mismo", async (hoja) => {
  await hoja.locator("#threads .fila").first().focus();
  for (let veces = 0; veces < 60; veces += 1) {
    await hoja.keyboard.press("ArrowDown");
    const fila = await hoja.locator("#threads .fila:focus .python").textContent();
    if (fila.includes("thread2.start()")) break;
  }
  const luces = await hoja.locator("#threads .luz td:not(.que)").allInnerTexts();
  const esperadas = ["thread2 = threading.Thread(target=tarea, args=(2,))", "let hilo2 = thread::spawn(|| tarea(2));", "thread2.start()", ""];
  assert.deepEqual(luces.map((luz) => luz.trim()), esperadas);
});

probar("a cada control se llega con el teclado, y se ve dónde se está", async (hoja) => {
  const cuantos = await hoja.evaluate(() => {
    const todos = [...document.querySelectorAll("a, button, select, input, summary, [tabindex='0']")];
    window.faltan = new Set(todos.filter((uno) => uno.checkVisibility()));
    return window.faltan.size;
  });
  assert.ok(cuantos > 100, `${cuantos}`);
  for (let veces = 0; veces < cuantos; veces += 1) {
    await hoja.keyboard.press("Tab");
    const sin_marca = await hoja.evaluate(() => {
      const este = document.activeElement;
      window.faltan.delete(este);
      const { outlineStyle, outlineWidth } = getComputedStyle(este);
      const se_nota = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      return se_nota ? "" : este.outerHTML;
    });
    assert.equal(sin_marca, "");
  }
  const faltan = await hoja.evaluate(() => [...window.faltan].map((uno) => uno.outerHTML));
  assert.deepEqual(faltan, []);
});

for (const ancho of [390, 768, 820, 1280]) {
  probar(`con todo abierto cabe en ${ancho} píxeles`, async (hoja) => {
    await contestar_a_todo(hoja);
    await abrir_todo(hoja);
    const sobra = () => hoja.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await sobra(), 0);
    const controles = hoja.locator("button:visible, select:visible, summary:visible, input:visible, nav a:visible");
    const altos = await controles.evaluateAll((todos) => todos.map((uno) => uno.getBoundingClientRect().height));
    if (ancho <= 768) {
      assert.deepEqual(altos.filter((alto) => alto < 44), [], "con el dedo");
    }
    await hoja.locator("#proyectar").click();
    await hoja.keyboard.press("PageDown");
    assert.equal(await sobra(), 0, "y en un proyector");
  }, { viewport: { width: ancho, height: 800 }, reducedMotion: "reduce" });
}

for (const colorScheme of ["light", "dark"]) {
  probar(`es accesible, con todo contestado y abierto: ${colorScheme}`, async (hoja) => {
    await contestar_a_todo(hoja);
    await abrir_todo(hoja);
    await hoja.addScriptTag({ path: axe });
    const { violations } = await hoja.evaluate(() => window.axe.run({ resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary]), []);
  }, { colorScheme, reducedMotion: "reduce" });
}

probar("en un proyector se ve una parte en cada pantalla, entera antes de pasar a otra", async (hoja) => {
  const partes = hoja.locator(".parte");
  const visibles = () => partes.evaluateAll((todas) => todas.flatMap((una, i) => (una.checkVisibility() ? [i] : [])));
  const pulsar_hasta = async (tecla, cual) => {
    for (let veces = 0; veces < 40; veces += 1) {
      const [primera] = await visibles();
      if (primera === cual) break;
      await hoja.keyboard.press(tecla);
    }
    assert.deepEqual(await visibles(), [cual], tecla);
  };
  await hoja.locator("#proyectar").click();
  assert.deepEqual(await visibles(), [0], "al principio, el índice");
  await pulsar_hasta("ArrowRight", 1);
  await hoja.keyboard.press("ArrowRight");
  assert.deepEqual(await visibles(), [1], "los programas siguen más abajo");
  assert.ok((await hoja.evaluate(() => scrollY)) > 0);
  await pulsar_hasta("PageDown", 3);
  await pulsar_hasta("PageUp", 1);
  await pulsar_hasta("ArrowLeft", 0);

  await hoja.locator("nav a[href='#processes']").click();
  await apuntar(hoja, "processes");
  await elegir(hoja, "processes-1", true);
  await elegir(hoja, "processes-2", true);
  const [de_los_programas] = await visibles();
  await pulsar_hasta("ArrowRight", de_los_programas + 2);
  await se_ve_pasar(hoja, "processes");
  const de_los_turnos = await partes.evaluateAll((todas) => todas.findIndex((una) => una.querySelector(".turnos")));
  await pulsar_hasta("PageUp", de_los_turnos);
  assert.equal(await hoja.locator(".botonera:visible").count(), 2, "también aquí se decide qué hilo avanza");
  await pulsar_hasta("PageDown", de_los_programas + 2);
  await hoja.keyboard.press("Escape");
  const todas = await visibles();
  assert.ok(todas.length > 30, `${todas.length}`);
  assert.equal(await hoja.evaluate(() => document.activeElement.querySelector("h3").textContent), "Ejecútalo");
});

probar("en papel, las preguntas sin respuestas, los programas, lo que hicieron hasta el final y, detrás de todo, las respuestas", async (hoja) => {
  await ensenar(hoja, "threads");
  await mover(hoja, "#threads .momento", 0);
  await elegir(hoja, "threads-1", true);
  await abrir_todo(hoja);
  await hoja.emulateMedia({ media: "print" });
  for (const que of [".leccion [data-razon]", ".dicho", ".mandos", ".tapa", ".copiar", "#pase", "#why"]) {
    const a_la_vista = hoja.locator(que).locator("visible=true");
    assert.equal(await a_la_vista.count(), 0, que);
  }
  const papel = await hoja.evaluate(() => {
    const todos = (que) => [...document.querySelectorAll(que)];
    const arriba = (que) => document.querySelector(que).getBoundingClientRect().top;
    const grabado = document.querySelector("#threads .grabado");
    return {
      grabados: todos(".grabado, .programas").every((uno) => uno.checkVisibility()),
      mensajes: todos(".salida span").every((uno) => getComputedStyle(uno).visibility === "visible"),
      hasta_el_final: getComputedStyle(grabado).getPropertyValue("--ahora") === grabado.dataset.escala,
      ordenes_despues: arriba("#threads-memory-threads-cambios-5") < arriba(".turnos ~ table"),
      respuestas: todos(".en-papel [data-razon]").length === todos(".leccion [data-razon]").length,
      programas_antes: arriba("#threads .programas") < arriba("#threads .antes"),
      lo_que_hicieron_despues: arriba("#threads .antes") < arriba("#threads .grabado"),
      al_final: arriba(".en-papel") > todos(".leccion").at(-1).getBoundingClientRect().bottom,
    };
  });
  for (const [que, se_cumple] of Object.entries(papel)) {
    assert.ok(se_cumple, que);
  }
  const pdf = await hoja.pdf();
  assert.ok(pdf.length > 100_000, `${pdf.length}`);
});

probar("en papel, si se quiere, una sola lección, o solo las preguntas", async (hoja) => {
  const a_la_vista = (que) => hoja.locator(que).locator("visible=true").count();
  const preguntas = await hoja.locator(".pregunta").count();
  await hoja.locator("#papel").selectOption("Código con Hilos");
  await hoja.emulateMedia({ media: "print" });
  assert.equal(await a_la_vista("header, main > section:not(.en-papel)"), 1);
  const de_los_hilos = await a_la_vista("#threads .pregunta");
  assert.ok(de_los_hilos > 2 && de_los_hilos < preguntas, `${de_los_hilos}`);
  assert.equal(await a_la_vista(".en-papel li"), de_los_hilos, "y sus respuestas");
  assert.equal(await a_la_vista("#threads :is(.programas, .grabado, .ejercicios)"), 3);

  await hoja.emulateMedia({ media: "screen" });
  await hoja.locator("#papel").selectOption("Peticiones HTTP");
  await hoja.emulateMedia({ media: "print" });
  assert.equal(await a_la_vista(".leccion"), 4, "las tres, y lo que es de las tres");

  await hoja.emulateMedia({ media: "screen" });
  await hoja.locator("#papel").selectOption("todas las lecciones");
  await hoja.locator("#solo-preguntas").check();
  await hoja.emulateMedia({ media: "print" });
  assert.equal(await a_la_vista(".pregunta"), preguntas);
  assert.equal(await a_la_vista("main section:not(.leccion)"), 0);
  assert.equal(await a_la_vista(":is(.programas, .grabado, .ejercicios)"), 0);

  await hoja.emulateMedia({ media: "screen" });
  await hoja.locator("#papel").selectOption("hoja: mis predicciones");
  await hoja.emulateMedia({ media: "print" });
  assert.deepEqual(await hoja.locator("h1, h2").locator("visible=true").allTextContents(), ["mis predicciones"]);
  assert.ok(await se_ve(hoja, ".hoja:not(.sin-papel) table"));
});
