"""Un hilo se inicia una vez. Para hacer otra vez el mismo trabajo se crea otro hilo, con la misma función.

Apuntes: «Código con Hilos».
Verás: el segundo start() del mismo hilo lanza una excepción; otro hilo hace el trabajo.
Ejecútalo: python3 examples-threads/examples/twice-threads.py
Compáralo: twice-threads.rs (en Rust no hay start)
"""

import sys
import threading


def trabajar(numero):
    print(f"\n[+] Trabajador {numero}: hago mi trabajo")


thread1 = threading.Thread(target=trabajar, args=(1,))
thread1.start()
thread1.join()

try:
    thread1.start()
except RuntimeError as error:
    print(f"\n[-] RuntimeError: {error}", file=sys.stderr)

otro = threading.Thread(target=trabajar, args=(1,))
otro.start()
otro.join()

print("\n[+] El trabajo se ha hecho dos veces")
