"""Problema resuelto con hilos: las dos tareas, cada una en un hilo del mismo proceso.

Apuntes: «Código con Hilos», el primero.
Ejecútalo: python3 examples-threads/src/main.py
Compáralo: main.rs (lo mismo, en Rust)
"""

import threading
import time


def tarea(num_tarea):
    print(f"\n[+] Tarea {num_tarea} iniciando")
    time.sleep(2)
    print(f"\n[+] Tarea {num_tarea} finalizando")


thread1 = threading.Thread(target=tarea, args=(1,))
thread2 = threading.Thread(target=tarea, args=(2,))

thread1.start()
thread2.start()

thread1.join()
thread2.join()

print("\n[+] Los hilos han finalizado exitosamente")
