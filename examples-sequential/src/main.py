"""Problema sin hilos: las dos tareas.

Apuntes: «Código sin Hilos», el primero.
Ejecútalo: python3 examples-sequential/src/main.py
Compáralo: main.rs (lo mismo, en Rust)
"""

import time


def tarea(num_tarea):
    print(f"\n[+] Tarea {num_tarea} iniciando")
    time.sleep(2)
    print(f"\n[+] Tarea {num_tarea} finalizando")


tarea(1)
tarea(2)
