"""Las cuatro peticiones HTTP a la vez, cada una en un proceso.

Apuntes: «Ejemplo Práctico: Requests con Multiprocessing».
Ejecútalo: python3 examples-http/src/bin/processes.py [URL…]
Compáralo: processes.rs (lo mismo, en Rust)
"""

import multiprocessing
import sys
import time

import requests


def realizar_peticion(url):
    response = requests.get(url)
    print(f"\n[+] URL [{url}]: {len(response.content)} bytes")


# En Windows y en macOS, cada hijo vuelve a leer este archivo; en Linux, desde la 3.14, lo hace el proceso del que se
# copian los hijos. Sin este if intentaría iniciar otros, y Python no se lo permite.
if __name__ == "__main__":
    # Sin argumentos, las páginas de: cargo run -p examples-http --bin server
    dominios = sys.argv[1:] or [
        "http://127.0.0.1:8000/delay/0.4?bytes=18000",
        "http://127.0.0.1:8000/delay/0.6?bytes=90000",
        "http://127.0.0.1:8000/delay/0.3?bytes=75000",
        "http://127.0.0.1:8000/delay/0.8?bytes=30000",
    ]

    start_time = time.time()

    procesos = []
    for url in dominios:
        proceso = multiprocessing.Process(target=realizar_peticion, args=(url,))
        proceso.start()
        procesos.append(proceso)

    for proceso in procesos:
        proceso.join()

    end_time = time.time()

    print(f"\n[+] Tiempo total transcurrido: {round(end_time - start_time, 2)} segundos")
