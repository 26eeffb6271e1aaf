"""Uno de tres trabajadores falla. Con hilos, una excepción acaba con su hilo, y join() no lo dice.

Apuntes: «tareas aisladas y seguras».
Ejecútalo: python3 examples-threads/examples/crash-threads.py
           python3 examples-threads/examples/crash-threads.py abort
Compáralo: crash-threads.rs (en Rust, join sí lo dice)
"""

import os
import sys
import threading
import time

terminados = []


def trabajar(numero):
    time.sleep(0.3 * numero)
    if numero == 2 and "abort" in sys.argv:
        os.abort()
    if numero == 2:
        raise RuntimeError("el trabajador 2 se rinde")
    print(f"\n[+] Trabajador {numero}: he terminado")
    terminados.append(numero)


hilos = []
for numero in range(1, 4):
    hilo = threading.Thread(target=trabajar, args=(numero,))
    hilo.start()
    hilos.append(hilo)

for hilo in hilos:
    hilo.join()

print(f"\n[+] Han terminado {len(terminados)} de 3")
sys.exit(0 if len(terminados) == 3 else 1)
