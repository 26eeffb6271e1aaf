"""Un contador al que suman tres trabajadores: cada proceso tiene su propia memoria.

Apuntes: «Modelo de Ejecución», «espacios de memoria separados».
Ejecútalo: python3 examples-processes/examples/memory-processes.py
Compáralo: memory-processes.rs (lo mismo, en Rust)
"""

import multiprocessing
import threading
import time

contador = 0
cerrojo = threading.Lock()


def sumar(numero):
    global contador
    time.sleep(0.3)
    with cerrojo:
        contador += 1
        print(f"\n[+] Trabajador {numero}: sumo 1 y veo {contador}")


if __name__ == "__main__":
    procesos = []
    for numero in range(1, 4):
        proceso = multiprocessing.Process(target=sumar, args=(numero,))
        proceso.start()
        procesos.append(proceso)

    for proceso in procesos:
        proceso.join()

    print(f"\n[+] Quien los inició ve {contador}")
