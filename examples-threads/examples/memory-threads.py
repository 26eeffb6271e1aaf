"""Un contador al que suman tres trabajadores: los hilos comparten la memoria.

Apuntes: «Modelo de Ejecución», «compartición eficiente de memoria».
Ejecútalo: python3 examples-threads/examples/memory-threads.py
Compáralo: memory-threads.rs (lo mismo, en Rust)
"""

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


hilos = []
for numero in range(1, 4):
    hilo = threading.Thread(target=sumar, args=(numero,))
    hilo.start()
    hilos.append(hilo)

for hilo in hilos:
    hilo.join()

print(f"\n[+] Quien los inició ve {contador}")
