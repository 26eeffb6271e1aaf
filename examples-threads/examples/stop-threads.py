"""Parar un hilo: se le pide con un Event, y él lo mira entre un paso y otro. Un hilo no tiene kill.

Apuntes: «compartición eficiente de memoria y recursos entre hilos».
Ejecútalo: python3 examples-threads/examples/stop-threads.py
Compáralo: stop-threads.rs (lo mismo, en Rust)
"""

import threading
import time

parar = threading.Event()


def trabajar(numero):
    while not parar.is_set():
        time.sleep(0.1)  # un paso de su trabajo
    print(f"\n[+] Trabajador {numero}: dejo mi trabajo")


thread1 = threading.Thread(target=trabajar, args=(1,))
thread2 = threading.Thread(target=trabajar, args=(2,))

thread1.start()
thread2.start()

time.sleep(1)
print("\n[+] main pide que paren")
parar.set()

thread1.join()
thread2.join()

print("\n[+] Los dos han parado")
