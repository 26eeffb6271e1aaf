"""Dos hilos y dos bloqueos: si cada uno tiene el que espera el otro, nadie sigue. Es un interbloqueo (deadlock).

Apuntes: «compartición eficiente de memoria y recursos entre hilos».
Verás: los dos toman el pincel y después la pintura, y terminan. Con crossed, el segundo los toma al revés, y el
programa no termina: se interrumpe con Ctrl-C.
Ejecútalo: python3 examples-threads/examples/deadlock-threads.py
           python3 examples-threads/examples/deadlock-threads.py crossed
Compáralo: deadlock-threads.rs (lo mismo, en Rust)
"""

import sys
import threading
import time

pincel = threading.Lock()
pintura = threading.Lock()


def trabajar(numero, primero, segundo):
    with primero:
        print(f"\n[+] Trabajador {numero}: tengo una cosa y espero la otra")
        time.sleep(0.3)  # mientras, el otro hilo toma la suya
        with segundo:
            print(f"\n[+] Trabajador {numero}: tengo las dos, y pinto")


thread1 = threading.Thread(target=trabajar, args=(1, pincel, pintura))
if "crossed" in sys.argv:
    thread2 = threading.Thread(target=trabajar, args=(2, pintura, pincel))
else:
    thread2 = threading.Thread(target=trabajar, args=(2, pincel, pintura))

thread1.start()
thread2.start()

thread1.join()
thread2.join()

print("\n[+] Los dos han pintado")
