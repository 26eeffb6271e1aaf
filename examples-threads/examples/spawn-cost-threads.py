"""Lo que cuesta un hilo: el tiempo de iniciarlo y esperarlo, y la memoria que ocupa mientras espera.

Apuntes: «Bajo costo de creación».
Ejecútalo: python3 examples-threads/examples/spawn-cost-threads.py [CUÁNTOS]
Compáralo: spawn-cost-threads.rs (lo mismo, en Rust)
"""

import sys
import threading
import time

CUANTOS = int(sys.argv[1]) if len(sys.argv) > 1 else 1000


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


start_time = time.time()
for numero in range(1, CUANTOS + 1):
    hilo = threading.Thread(target=nada, args=(numero,))
    hilo.start()
    hilo.join()
end_time = time.time()
micros = round((end_time - start_time) * 1e6 / CUANTOS)
print(f"\n[+] Iniciar y esperar {CUANTOS}, uno a uno: {micros} µs cada uno")

antes = memoria("self")
barrera = threading.Barrier(CUANTOS + 1)
hilos = []
for _ in range(CUANTOS):
    hilo = threading.Thread(target=esperar, args=(barrera,))
    hilo.start()
    hilos.append(hilo)
barrera.wait()
ahora = memoria("self")
barrera.wait()
for hilo in hilos:
    hilo.join()

kib = "no se sabe en este sistema" if antes is None else f"{(ahora - antes) // CUANTOS} KiB cada uno"
print(f"\n[+] Memoria de {CUANTOS} esperando a la vez: {kib}")
