"""Un hilo al que nadie espera: Python lo espera antes de terminar, salvo que sea un daemon.

Apuntes: «Sincronización», sin el join().
Verás: main llega al final, y el programa sigue hasta que acaba el hilo. Con daemon, el hilo se queda a medias.
Ejecútalo: python3 examples-threads/examples/no-join-threads.py
           python3 examples-threads/examples/no-join-threads.py daemon
Compáralo: no-join-threads.rs (Rust no espera a ningún hilo)
"""

import sys
import threading
import time

# El primero que llega espera al otro.
empezado = threading.Barrier(2)


def trabajar(numero):
    empezado.wait()
    time.sleep(1)
    print(f"\n[+] Trabajador {numero}: he terminado")


print("\n[+] main inicia al trabajador 1")
hilo = threading.Thread(target=trabajar, args=(1,), daemon="daemon" in sys.argv)
hilo.start()
empezado.wait()
print("\n[+] main llega al final sin esperarlo")
