// La página que «cargo notes» deja en target/notes.html, en un navegador de este equipo.
//
// Ejecútalo: cargo notes && cd tools/tests/browser && npm ci && npm test

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const pagina = new URL("../../../target/notes.html", import.meta.url);
const axe = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

let navegador;
for (const cual of [{ executablePath: "/usr/bin/chromium" }, { channel: "chrome" }, { channel: "msedge" }]) {
  navegador ??= await chromium.launch({ ...cual, args: ["--no-sandbox"] }).catch(() => undefined);
}
after(() => navegador?.close());

// Una prueba con la página recién abierta. Tampoco vale que la página se queje, ni que pida algo de fuera.
const probar = (que, hacer, { antes, ...opciones } = {}) =>
  test(que, { skip: navegador ? false : "aquí no hay Chromium, Chrome ni Edge" }, async () => {
    const contexto = await navegador.newContext({ viewport: { width: 1280, height: 800 }, ...opciones });
    const hoja = await contexto.newPage();
    const quejas = [];
    hoja.on("console", (dicho) => quejas.push(dicho.text()));
    hoja.on("pageerror", (error) => quejas.push(String(error)));
    hoja.on("request", (pedido) => quejas.push(...[pedido.url()].filter((url) => url !== pagina.href && !url.startsWith("data:"))));
    await hoja.addInitScript(antes ?? (() => {}));
    await hoja.goto(pagina.href);
    await hacer(hoja);
    assert.deepEqual(quejas, []);
    await contexto.close();
  });

// Elige en una pregunta la opción buena, o la primera que no lo es.
const elegir = (hoja, pregunta, acierta) =>
  hoja.locator(`#${pregunta}`).evaluate((suya, acierta) => {
    const botones = [...suya.querySelectorAll(".opciones button")];
    const elegido = botones.find(({ dataset }) => (dataset.letra === suya.dataset.buena) === acierta);
    elegido.click();
    return suya.querySelector(`[data-razon="${elegido.dataset.letra}"]`).textContent.trim();
  }, acierta);
const dicho = async (hoja, pregunta) => (await hoja.locator(`#${pregunta} .dicho`).textContent()).trim();
const se_ve = (hoja, que) => hoja.locator(que).first().isVisible();
const contestar_a_todo = (hoja) =>
  hoja.locator(".pregunta").evaluateAll((todas) => {
    for (const una of todas) una.querySelector(`[data-letra="${una.dataset.buena}"] button`).click();
  });
const abrir_todo = (hoja) => hoja.locator("details").evaluateAll((todos) => todos.forEach((uno) => (uno.open = true)));
const mover = (hoja, mando, momento) =>
  hoja.locator(mando).evaluate((mando, momento) => {
    mando.value = momento;
    mando.dispatchEvent(new Event("input"));
  }, momento);
// Apunta los momentos por los que pasa lo que hizo una lección; después se espera a que llegue al último.
const apuntar = (hoja, leccion) =>
  hoja.locator(`#${leccion} .grabado`).evaluate((grabado) => {
    window.momentos = [];
    const apuntar = () => window.momentos.push(Number(grabado.querySelector(".momento").value));
    new MutationObserver(apuntar).observe(grabado, { attributes: true });
  });
const se_ve_pasar = async (hoja, leccion) => {
  await hoja.locator(`#${leccion} .grabado`).scrollIntoViewIfNeeded();
  const final = Number(await hoja.locator(`#${leccion} .momento`).getAttribute("max"));
  await hoja.waitForFunction((final) => window.momentos.at(-1) === final, final);
  const momentos = await hoja.evaluate(() => window.momentos.slice(window.momentos.indexOf(0)));
  assert.ok(momentos.length > 2 && momentos[0] === 0 && momentos.every((uno, i) => i === 0 || uno >= momentos[i - 1]), `${momentos}`);
};
const ensenar = async (hoja, leccion) => {
  await apuntar(hoja, leccion);
  await hoja.locator(`#${leccion} .ya`).click();
  await se_ve_pasar(hoja, leccion);
};

test("todo va en un archivo de menos de 400 KiB, y en el orden de la clase", () => {
  const bytes = readFileSync(pagina);
  const html = bytes.toString();
  assert.ok(bytes.length <= 400 * 1024, `${bytes.length} bytes`);
  const lecciones = ["sequential", "threads", "processes", "processes-juntas", "http-sequential", "http-threads", "http-processes"];
  const detras = ["http-processes-juntas", "examples-http", "claims", "why", "python-to-rust", "compiler", "glossary"];
  const secciones = [...html.matchAll(/<section [^>]*id="([^"]+)"/g)].map(([, id]) => id);
  assert.deepEqual(secciones, [...lecciones, ...detras]);
  const partes = [...html.matchAll(/<h3>(.*)<\/h3>/g)].map(([, titulo]) => titulo).slice(0, 6);
  assert.deepEqual(partes, ["Antes de ejecutar", "Ejecútalo", "Los dos programas", "Explicación", "Qué cambia si…", "Ejercicios"]);
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
  const mala = await elegir(hoja, "threads-1", false);
  await elegir(hoja, "sequential-1", true);
  await elegir(hoja, "sequential-2", true);
  await hoja.locator("#processes .ya").click();
  await hoja.reload();
  assert.equal(await dicho(hoja, "threads-1"), `No: ${mala}`);
  const vistas = () => hoja.locator(".leccion .grabado").evaluateAll((todos) => todos.map((uno) => uno.checkVisibility()));
  assert.deepEqual(await vistas(), [true, false, true, false, false, false]);
  const parado = await hoja.locator("#sequential .momento").evaluate(({ value, max }) => value === max);
  assert.ok(parado, "ya no se reproduce solo");
  await Promise.all([hoja.waitForEvent("load"), hoja.locator("#empezar").click()]);
  assert.deepEqual(await vistas(), [false, false, false, false, false, false]);
  assert.equal((await hoja.locator(".dicho").allTextContents()).join(""), "");
});

probar("si el navegador no deja guardar, se dice y todo lo demás funciona", async (hoja) => {
  assert.ok(await se_ve(hoja, "#sin-guardar"));
  await contestar_a_todo(hoja);
  await Promise.all([hoja.waitForEvent("load"), hoja.locator("#empezar").click()]);
}, {
  antes: () => Object.defineProperty(window, "localStorage", { get() { throw new Error("no se puede"); } }),
});

probar("si lo guardado no es de esta página, se empieza de nuevo", async (hoja) => {
  assert.ok(!(await se_ve(hoja, "#sin-guardar")) && !(await se_ve(hoja, "#threads .grabado")));
}, { antes: () => localStorage.setItem("hilos-y-procesos", "[{") });

probar("sin JavaScript se lee todo, con las respuestas plegadas y sin mandos", async (hoja) => {
  for (const que of ["#threads .opciones li", "#threads .grabado", "#threads .programas", "#threads .respuesta summary"]) {
    assert.ok(await se_ve(hoja, que), que);
  }
  for (const que of ["#threads [data-razon]", ".tapa", ".mandos", ".copiar", ".acciones", "#pase"]) {
    assert.ok(!(await se_ve(hoja, que)), que);
  }
}, { javaScriptEnabled: false });

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
      const mensajes = [...rust.querySelectorAll("[data-momento]")].filter((uno) => getComputedStyle(uno).visibility === "visible");
      return [[...rust.querySelectorAll(".barra")].filter(acabada).length, mensajes.length];
    });
  };
  const final = await hoja.locator("#threads .momento").getAttribute("max");
  assert.deepEqual(await visto(final), [2, 5], "dos barras y cinco mensajes");
  assert.deepEqual(await visto(0), [0, 0]);
  assert.deepEqual(await visto(1e6), [0, 2], "al segundo han empezado las dos");
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
    const [marcha, momento] = [".marcha", ".momento"].map((uno) => document.querySelector(`#threads ${uno}`));
    for (let pasos = 0; ; pasos += 1) {
      if (momento.value === momento.max) return pasos;
      marcha.click();
    }
  });
  assert.ok(pasos >= 4 && pasos < 40, `${pasos}`);
}, { reducedMotion: "reduce" });

probar("un programa se copia entero", async (hoja) => {
  await hoja.locator("#threads .copias button").last().click();
  const codigo = readFileSync(new URL("../../../examples-threads/src/main.rs", import.meta.url), "utf8");
  assert.equal(await hoja.evaluate(() => navigator.clipboard.readText()), codigo.replaceAll("\r\n", "\n"));
}, { permissions: ["clipboard-read", "clipboard-write"] });

probar("de una fila a otra con las flechas, y se iluminan las que hacen lo mismo", async (hoja) => {
  await hoja.locator("#threads .fila").first().focus();
  for (let veces = 0; veces < 60; veces += 1) {
    await hoja.keyboard.press("ArrowDown");
    if ((await hoja.locator("#threads .fila:focus .python").textContent()).includes("thread2.start()")) break;
  }
  const luces = await hoja.locator("#threads .luz td:not(.que)").allInnerTexts();
  const esperadas = ["thread2 = threading.Thread(target=tarea, args=(2,))", "let hilo2 = thread::spawn(|| tarea(2));", "thread2.start()", ""];
  assert.deepEqual(luces.map((luz) => luz.trim()), esperadas);
});

probar("a cada control se llega con el teclado, y se ve dónde se está", async (hoja) => {
  const cuantos = await hoja.evaluate(() => {
    const todos = [...document.querySelectorAll("a, button, input, summary, [tabindex='0']")];
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
      return outlineStyle === "none" || parseFloat(outlineWidth) < 2 ? este.outerHTML : "";
    });
    assert.equal(sin_marca, "");
  }
  assert.deepEqual(await hoja.evaluate(() => [...window.faltan].map((uno) => uno.outerHTML)), []);
});

for (const ancho of [390, 768, 820, 1280]) {
  probar(`con todo abierto cabe en ${ancho} píxeles`, async (hoja) => {
    await contestar_a_todo(hoja);
    await abrir_todo(hoja);
    const sobra = () => hoja.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await sobra(), 0);
    const controles = hoja.locator("button:visible, summary:visible, input:visible, nav a:visible");
    const altos = await controles.evaluateAll((todos) => todos.map((uno) => uno.getBoundingClientRect().height));
    if (ancho <= 768) assert.deepEqual(altos.filter((alto) => alto < 44), [], "con el dedo");
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
    for (let veces = 0; veces < 40 && (await visibles())[0] !== cual; veces += 1) await hoja.keyboard.press(tecla);
    assert.deepEqual(await visibles(), [cual], tecla);
  };
  await hoja.locator("#proyectar").click();
  assert.deepEqual(await visibles(), [0], "al principio, el índice");
  await pulsar_hasta("ArrowRight", 1);
  await pulsar_hasta("PageDown", 3);
  await hoja.keyboard.press("ArrowRight");
  assert.deepEqual(await visibles(), [3], "los programas siguen más abajo");
  assert.ok((await hoja.evaluate(() => scrollY)) > 0);
  await pulsar_hasta("PageUp", 1);
  await pulsar_hasta("ArrowLeft", 0);

  await hoja.locator("nav a[href='#processes']").click();
  await apuntar(hoja, "processes");
  await elegir(hoja, "processes-1", true);
  await elegir(hoja, "processes-2", true);
  await pulsar_hasta("ArrowRight", (await visibles())[0] + 1);
  await se_ve_pasar(hoja, "processes");
  await hoja.keyboard.press("Escape");
  assert.ok((await visibles()).length > 30);
  assert.equal(await hoja.evaluate(() => document.activeElement.querySelector("h3").textContent), "Ejecútalo");
});

probar("en papel, las preguntas sin respuestas, los programas, lo que hicieron hasta el final y, detrás de todo, las respuestas", async (hoja) => {
  await ensenar(hoja, "threads");
  await mover(hoja, "#threads .momento", 0);
  await elegir(hoja, "threads-1", true);
  await abrir_todo(hoja);
  await hoja.emulateMedia({ media: "print" });
  for (const que of [".leccion [data-razon]", ".dicho", ".mandos", ".tapa", ".copiar", "#pase", "#why"]) {
    assert.equal(await hoja.locator(que).locator("visible=true").count(), 0, que);
  }
  const papel = await hoja.evaluate(() => {
    const todos = (que) => [...document.querySelectorAll(que)];
    const arriba = (que) => document.querySelector(que).getBoundingClientRect().top;
    return {
      grabados: todos(".grabado, .programas").every((uno) => uno.checkVisibility()),
      mensajes: todos(".salida span").every((uno) => getComputedStyle(uno).visibility === "visible"),
      hasta: getComputedStyle(document.querySelector("#threads .grabado")).getPropertyValue("--hasta"),
      respuestas: todos(".en-papel [data-razon]").length === todos(".leccion [data-razon]").length,
      orden: arriba("#threads .antes") < arriba("#threads .programas") && arriba("#threads .programas") < arriba("#threads .grabado"),
      al_final: arriba(".en-papel") > todos(".leccion").at(-1).getBoundingClientRect().bottom,
    };
  });
  assert.deepEqual(papel, { grabados: true, mensajes: true, hasta: "100", respuestas: true, orden: true, al_final: true });
  assert.ok((await hoja.pdf()).length > 100_000);
});
