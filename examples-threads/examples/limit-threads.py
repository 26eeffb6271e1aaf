"""Seis tareas y tres hilos: cada hilo toma la tarea siguiente en cuanto acaba la suya. Es un grupo de hilos (pool).

Apuntes: «Ventajas: Bajo costo de creación». Aun así, no hace falta un hilo por tarea.
Ejecútalo: python3 examples-threads/examples/limit-threads.py
Compáralo: limit-threads.rs (en Rust, el grupo se escribe a mano)
"""

import time
from concurrent.futures import ThreadPoolExecutor


def tarea(num_tarea):
    print(f"\n[+] Tarea {num_tarea} iniciando")
    time.sleep(2)
    print(f"\n[+] Tarea {num_tarea} finalizando")


with ThreadPoolExecutor(max_workers=3) as grupo:
    resultados = grupo.map(tarea, range(1, 7))

list(resultados)  # si una tarea falló, su excepción sale aquí

print("\n[+] Las seis tareas han acabado")
