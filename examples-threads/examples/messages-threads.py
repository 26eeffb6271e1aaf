"""Cada trabajador entrega un resultado: por una cola, porque join() no devuelve nada.

Apuntes: «complejidad en la comunicación entre procesos».
Ejecútalo: python3 examples-threads/examples/messages-threads.py
Compáralo: messages-threads.rs (en Rust, join sí devuelve lo que dio el hilo)
"""

import queue
import threading
import time


def cuadrado(numero, cola):
    time.sleep(0.6 / numero)
    cola.put(numero * numero)


cola = queue.Queue()
hilos = []
for numero in range(1, 4):
    hilo = threading.Thread(target=cuadrado, args=(numero, cola))
    hilo.start()
    hilos.append(hilo)

resultados = []
for _ in hilos:
    resultado = cola.get()
    print(f"\n[+] Por el canal llega {resultado}")
    resultados.append(resultado)

for hilo in hilos:
    hilo.join()

print(f"\n[+] {len(resultados)} resultados, que suman {sum(resultados)}")
