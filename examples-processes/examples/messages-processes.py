"""Cada trabajador entrega un resultado por una tubería: multiprocessing convierte el valor en bytes, y al revés.

Apuntes: «complejidad en la comunicación entre procesos».
Ejecútalo: python3 examples-processes/examples/messages-processes.py
Compáralo: messages-processes.rs (en Rust, el texto se escribe y se lee a mano)
"""

import multiprocessing
import time


def cuadrado(numero, tubo):
    time.sleep(0.6 / numero)
    tubo.send(numero * numero)


if __name__ == "__main__":
    procesos = []
    for numero in range(1, 4):
        receptor, emisor = multiprocessing.Pipe(duplex=False)
        proceso = multiprocessing.Process(target=cuadrado, args=(numero, emisor))
        proceso.start()
        emisor.close()  # el extremo que escribe ya solo lo tiene el hijo
        procesos.append((proceso, receptor))

    resultados = []
    for proceso, receptor in procesos:
        resultados.append(receptor.recv())
        proceso.join()

    print(f"\n[+] {len(resultados)} resultados, que suman {sum(resultados)}")
