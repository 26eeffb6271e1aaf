"""Lo que cuesta un proceso: el tiempo de iniciarlo y esperarlo, y la memoria que ocupa mientras espera.

Apuntes: «Mayor costo en recursos».
Ejecútalo: python3 examples-processes/examples/spawn-cost-processes.py [CUÁNTOS]
Compáralo: spawn-cost-processes.rs (lo mismo, en Rust)
"""

import multiprocessing
import sys
import time


def nada(numero):
    pass


def esperar(barrera):
    barrera.wait()  # ya están todos
    barrera.wait()  # ya se ha medido


def memoria(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as cuentas:
            # Pss: cada página compartida por n procesos cuenta 1/n en cada uno.
            return sum(int(linea.split()[1]) for linea in cuentas if linea.startswith("Pss:"))
    except OSError:
        return None  # solo se sabe en Linux


if __name__ == "__main__":
    cuantos = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    start_time = time.time()
    for numero in range(1, cuantos + 1):
        proceso = multiprocessing.Process(target=nada, args=(numero,))
        proceso.start()
        proceso.join()
    end_time = time.time()
    micros = round((end_time - start_time) * 1e6 / cuantos)
    print(f"\n[+] Iniciar y esperar {cuantos}, uno a uno: {micros} µs cada uno")

    barrera = multiprocessing.Barrier(cuantos + 1)
    procesos = []
    for _ in range(cuantos):
        proceso = multiprocessing.Process(target=esperar, args=(barrera,))
        proceso.start()
        procesos.append(proceso)
    barrera.wait()
    todos = [memoria(proceso.pid) for proceso in procesos]
    barrera.wait()
    for proceso in procesos:
        proceso.join()

    kib = "no se sabe en este sistema" if None in todos else f"{sum(todos) // cuantos} KiB cada uno"
    print(f"\n[+] Memoria de {cuantos} esperando a la vez: {kib}")
