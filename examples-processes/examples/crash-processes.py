"""Uno de tres trabajadores falla. Con procesos, el que aborta acaba consigo mismo y con nadie más.

Apuntes: «tareas aisladas y seguras».
Ejecútalo: python3 examples-processes/examples/crash-processes.py
Compáralo: crash-processes.rs (lo mismo, en Rust)
"""

import multiprocessing
import os
import sys
import time


def trabajar(numero):
    time.sleep(0.3 * numero)
    if numero == 2:
        os.abort()
    print(f"\n[+] Trabajador {numero}: he terminado")


if __name__ == "__main__":
    procesos = []
    for numero in range(1, 4):
        proceso = multiprocessing.Process(target=trabajar, args=(numero,))
        proceso.start()
        procesos.append((numero, proceso))

    terminados = 0
    for numero, proceso in procesos:
        proceso.join()
        if proceso.exitcode == 0:
            terminados += 1
        else:
            print(f"\n[-] Trabajador {numero}: exitcode {proceso.exitcode}", file=sys.stderr)

    print(f"\n[+] Han terminado {terminados} de 3")
    sys.exit(0 if terminados == 3 else 1)
