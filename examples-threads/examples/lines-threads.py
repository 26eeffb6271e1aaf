"""Dos líneas pegadas: si una línea se escribe en dos veces, otro hilo puede escribir en medio. También con GIL.

Apuntes: «compartición eficiente de memoria y recursos entre hilos». La salida es un recurso de los dos.
Verás: dos líneas, cada una entera. Un Lock las protege, porque print escribe el texto y, después, el final de la línea.
Con pieces, cada hilo escribe la suya en dos trozos, y salen mezclados.
Ejecútalo: python3 examples-threads/examples/lines-threads.py
           python3 examples-threads/examples/lines-threads.py pieces
Compáralo: lines-threads.rs (en Rust, println! escribe la línea entera)
"""

import sys
import threading

salida = threading.Lock()
han_empezado = threading.Barrier(2)  # cada uno espera aquí al otro


def trabajar(numero):
    if "pieces" in sys.argv:
        print(f"[+] Trabajador {numero}: ", end="")
        han_empezado.wait()
        print("he terminado")
    else:
        with salida:
            print(f"[+] Trabajador {numero}: he terminado")


thread1 = threading.Thread(target=trabajar, args=(1,))
thread2 = threading.Thread(target=trabajar, args=(2,))

thread1.start()
thread2.start()

thread1.join()
thread2.join()

print("[+] Los dos han terminado")
