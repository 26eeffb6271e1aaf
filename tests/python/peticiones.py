#!/usr/bin/python3
"""Las peticiones de los apuntes, en Python, a las URL que se le den: para medir lo que cuestan aquí y allí.

    python3 tests/python/peticiones.py secuencial|hilos|procesos URL…
"""
import multiprocessing
import sys
import threading
import time

import requests


def pedir(url):
    respuesta = requests.get(url)
    print(f"\n[+] URL [{url}]: {len(respuesta.content)} bytes")


def main():
    manera, urls = sys.argv[1], sys.argv[2:]
    clases = {"hilos": threading.Thread, "procesos": multiprocessing.Process}

    antes = time.time()
    trabajos = []
    for url in urls:
        if manera == "secuencial":
            pedir(url)
        else:
            trabajos.append(clases[manera](target=pedir, args=(url,)))
            trabajos[-1].start()
    for trabajo in trabajos:
        trabajo.join()
    print(f"\n[+] Tiempo total transcurrido: {round(time.time() - antes, 2)} segundos")


if __name__ == "__main__":
    main()
