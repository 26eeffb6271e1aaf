"""Las cuatro peticiones HTTP a la vez, cada una en un hilo.

Apuntes: «Ejemplo Práctico: Requests con Hilos».
Ejecútalo: python3 examples-http/src/bin/threads.py [URL…]
Compáralo: threads.rs (lo mismo, en Rust)
"""

import sys
import threading
import time

import requests


def realizar_peticion(url):
    response = requests.get(url)
    print(f"\n[+] URL [{url}]: {len(response.content)} bytes")


# Sin argumentos, las páginas de: cargo run -p examples-http --bin server
dominios = sys.argv[1:] or [
    "http://127.0.0.1:8000/delay/0.4?bytes=18000",
    "http://127.0.0.1:8000/delay/0.6?bytes=90000",
    "http://127.0.0.1:8000/delay/0.3?bytes=75000",
    "http://127.0.0.1:8000/delay/0.8?bytes=30000",
]

start_time = time.time()

hilos = []
for url in dominios:
    hilo = threading.Thread(target=realizar_peticion, args=(url,))
    hilo.start()
    hilos.append(hilo)

for hilo in hilos:
    hilo.join()

end_time = time.time()

print(f"\n[+] Tiempo total transcurrido: {round(end_time - start_time, 2)} segundos")
