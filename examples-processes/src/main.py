"""Las dos tareas, cada una en un proceso con su propia memoria.

Apuntes: «Código con Multiprocessing».
Ejecútalo: python3 examples-processes/src/main.py
Compáralo: main.rs (lo mismo, en Rust)
"""

import multiprocessing
import time


def tarea(num_tarea):
    print(f"\n[+] Proceso {num_tarea} iniciando")
    time.sleep(2)
    print(f"\n[+] Proceso {num_tarea} finalizando")


# En Windows y en macOS, cada hijo vuelve a leer este archivo; en Linux, desde la 3.14, lo hace el proceso del que se
# copian los hijos. Sin este if intentaría iniciar otros, y Python no se lo permite.
if __name__ == "__main__":
    proceso1 = multiprocessing.Process(target=tarea, args=(1,))
    proceso2 = multiprocessing.Process(target=tarea, args=(2,))

    proceso1.start()
    proceso2.start()

    proceso1.join()
    proceso2.join()

    print("\n[+] Los procesos han finalizado exitosamente\n")
