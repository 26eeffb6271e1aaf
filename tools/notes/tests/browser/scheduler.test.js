// Los órdenes en que pueden avanzar dos hilos, contados a mano.
//
// Ejecútalo: cd tools/notes/tests/browser && npm test

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const raiz = new URL("../../../../", import.meta.url);
const codigo = readFileSync(new URL("tools/notes/page/scheduler.js", raiz), "utf8");
const partes = "({ ESCENAS, estado_tras, todos_los_ordenes, como_acaba, decir_final, decir_cuenta, puede_avanzar })";
const { ESCENAS, estado_tras, todos_los_ordenes, como_acaba, decir_final, decir_cuenta, puede_avanzar } = vm.runInThisContext(`${codigo}\n${partes}`);
const [sin_lock, con_lock, cruzados, en_el_mismo_orden] = ESCENAS;

function final(escena, orden) {
  return decir_final(escena, estado_tras(escena, orden));
}

test("cada línea es de su experimento", () => {
  for (const escena of ESCENAS) {
    const archivo = new URL(`examples-threads/examples/${escena.archivo}`, raiz);
    const lineas = readFileSync(archivo, "utf8").split(/\r?\n/).map((linea) => linea.trim());
    for (const { linea } of escena.hilos.flat()) {
      assert.ok(lineas.includes(linea), `${escena.archivo}: ${linea}`);
    }
  }
});

test("los órdenes son los que salen contados a mano, y los que dice la página de la lección", () => {
  const pagina = readFileSync(new URL("examples-threads/memory.md", raiz), "utf8");
  const contados = [
    // 6 pasos, 3 de cada hilo: 6! / (3! · 3!). Solo no se pierde nada si uno acaba antes de que empiece el otro.
    [sin_lock, 20, "18 pierden una suma; en 2 no se nota"],
    // Quien toma el cerrojo lo hace todo.
    [con_lock, 2, "ninguno pierde una suma"],
    // Uno entero y después el otro; o cada uno toma lo primero, y ahí se quedan. Dos veces: según quién empieza.
    [cruzados, 4, "2 se bloquean; en 2 pintan los dos"],
    [en_el_mismo_orden, 2, "ninguno se bloquea"],
  ];
  for (const [escena, cuantos, acaban] of contados) {
    const ordenes = todos_los_ordenes(escena);
    assert.equal(ordenes.length, cuantos, escena.titulo);
    assert.equal(new Set(ordenes.map(String)).size, cuantos, "sin repetir ninguno");
    assert.equal(decir_cuenta(escena, ordenes), `De los ${cuantos} órdenes posibles, ${acaban}.`);
    assert.ok(pagina.includes(`| ${cuantos} | ${acaban} |`), acaban);
  }
});

test("una suma se pierde si los dos leen antes de que escriba ninguno", () => {
  assert.equal(final(sin_lock, [0, 0, 0, 1, 1, 1]), "No se ha perdido ninguna suma: el contador vale 2.");
  const perdida = "Se ha perdido una suma: los dos hilos han sumado 1, y el contador vale 1.";
  assert.equal(final(sin_lock, [0, 1, 0, 0, 1, 1]), perdida);
  assert.equal(final(sin_lock, [1, 1, 0, 1, 0, 0]), perdida);
  assert.equal(final(sin_lock, [0, 1, 0]), "", "todavía no se sabe");
});

test("quien no tiene el cerrojo espera hasta que se suelta", () => {
  const puede = (orden) => puede_avanzar(con_lock, estado_tras(con_lock, orden), 1);
  assert.deepEqual([[], [0], [0, 0, 0, 0], [0, 0, 0, 0, 0]].map(puede), [true, false, false, true]);
});

test("si cada uno toma lo primero, se dice quién tiene qué y qué espera", () => {
  const dicho = "Interbloqueo: el hilo 1 tiene el pincel y espera la pintura; el hilo 2 tiene la pintura y espera el pincel. Ninguno puede seguir.";
  assert.equal(final(cruzados, [0, 1]), dicho);
  assert.equal(final(cruzados, [1, 0]), dicho);
  assert.equal(final(cruzados, [0, 0, 0, 1, 1, 1]), "Los dos hilos han pintado.");
  assert.equal(como_acaba(en_el_mismo_orden, estado_tras(en_el_mismo_orden, [0])), "sigue");
});
