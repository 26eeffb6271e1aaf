"""Cuatro peticiones HTTP en fila, cada una cuando la anterior ha respondido.

Apuntes: «Ejemplo Práctico: Requests sin Hilos».
Ejecútalo: python3 examples-http/src/bin/sequential.py [URL…]
Compáralo: sequential.rs (lo mismo, en Rust)
"""

import sys
import time

import requests

# Sin argumentos, las páginas de: cargo run -p examples-http --bin server
dominios = sys.argv[1:] or [
    "http://127.0.0.1:8000/delay/0.4?bytes=18000",
    "http://127.0.0.1:8000/delay/0.6?bytes=90000",
    "http://127.0.0.1:8000/delay/0.3?bytes=75000",
    "http://127.0.0.1:8000/delay/0.8?bytes=30000",
]

start_time = time.time()

for url in dominios:
    response = requests.get(url)
    print(f"\n[+] URL [{url}]: {len(response.content)} bytes")

end_time = time.time()

print(f"\n[+] Tiempo total transcurrido: {end_time - start_time} segundos")
