"""Contar primos en tantas partes iguales como núcleos (y al menos dos), cada una en un proceso.

Apuntes: «Uso de CPU», «Global Interpreter Lock (GIL)».
Verás: con dos núcleos libres, alrededor de la mitad de tiempo que en fila, también con GIL: cada proceso tiene el suyo.
Ejecútalo: python3 examples-processes/examples/cpu-processes.py [LÍMITE]
Compáralo: cpu-processes.rs (lo mismo, en Rust, que llega diez veces más lejos)
"""

import multiprocessing
import os
import sys
import time

PARTES = max(2, os.cpu_count())
BLOQUE = 512
# Desde la 3.13 hay otra versión de CPython, sin GIL: python3.13t, python3.14t.
CON_GIL = getattr(sys, "_is_gil_enabled", lambda: True)()


def es_primo(numero):
    if numero < 2 or numero % 2 == 0:
        return numero == 2
    divisor = 3
    while divisor * divisor <= numero:
        if numero % divisor == 0:
            return False
        divisor += 2
    return True


def contar(parte, limite, cuentas):
    inicio = time.time()
    primos = 0
    for bloque in range((parte - 1) * BLOQUE, limite, PARTES * BLOQUE):
        for candidato in range(bloque, min(limite, bloque + BLOQUE)):
            primos += es_primo(candidato)
    cuentas.put((parte, primos, time.time() - inicio))


if __name__ == "__main__":
    limite = int(sys.argv[1]) if len(sys.argv) > 1 else 700_000
    start_time = time.time()

    cuentas = multiprocessing.Queue()
    procesos = []
    for parte in range(1, PARTES + 1):
        proceso = multiprocessing.Process(target=contar, args=(parte, limite, cuentas))
        proceso.start()
        procesos.append(proceso)
    resultados = sorted(cuentas.get() for _ in range(PARTES))
    for proceso in procesos:
        proceso.join()

    end_time = time.time()

    print(f"[*] CPython {sys.version.split()[0]}, {'con' if CON_GIL else 'sin'} GIL", file=sys.stderr)
    for parte, primos, segundos in resultados:
        print(f"\n[+] Parte {parte}: {primos} primos en {segundos:.2f} segundos")
    print(f"\n[+] {sum(primos for _, primos, _ in resultados)} primos en total")
    print(f"\n[+] Tiempo total transcurrido: {round(end_time - start_time, 2)} segundos")
