#!/usr/bin/python3
"""El experimento «cpu» en Python: el mismo algoritmo, para comparar hilos y procesos con y sin GIL.

    python3 tests/python/cpu.py secuencial|hilos|procesos [LÍMITE]
"""
import multiprocessing
import os
import sys
import threading
import time

BLOQUE = 512


def es_primo(numero):
    if numero < 2 or numero % 2 == 0:
        return numero == 2
    divisor = 3
    while divisor * divisor <= numero:
        if numero % divisor == 0:
            return False
        divisor += 2
    return True


def contar(parte, partes, limite, cuentas):
    primos = 0
    for inicio in range(parte * BLOQUE, limite, partes * BLOQUE):
        for candidato in range(inicio, min(limite, inicio + BLOQUE)):
            primos += es_primo(candidato)
    cuentas.put(primos)


def main():
    manera = sys.argv[1] if len(sys.argv) > 1 else "secuencial"
    limite = int(sys.argv[2]) if len(sys.argv) > 2 else 7_000_000
    partes = os.cpu_count()
    cuentas = multiprocessing.Queue()
    clases = {"hilos": threading.Thread, "procesos": multiprocessing.Process}

    start_time = time.time()
    trabajos = []
    for parte in range(partes):
        if manera == "secuencial":
            contar(parte, partes, limite, cuentas)
        else:
            trabajo = clases[manera](target=contar, args=(parte, partes, limite, cuentas))
            trabajo.start()
            trabajos.append(trabajo)
    primos = sum(cuentas.get() for _ in range(partes))
    for trabajo in trabajos:
        trabajo.join()
    end_time = time.time()

    print(f"\n[+] {primos} primos en total")
    print(f"\n[+] Tiempo total transcurrido: {round(end_time - start_time, 2)} segundos")


if __name__ == "__main__":
    main()
