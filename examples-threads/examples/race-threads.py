"""Sumar en dos pasos, leer y escribir: si otro hilo escribe en medio, una suma se pierde. También con GIL.

Apuntes: «compartición eficiente de memoria», «Global Interpreter Lock (GIL)».
Verás: los tres leen 0 y escriben 1. Con loop, cada hilo suma un millón de veces, de dos maneras. De CPython 3.10 a
3.14, con GIL, contador += 1 no perdió ninguna: esas versiones solo cambian de hilo al final de cada vuelta y en las
llamadas. Python no lo promete, y con una llamada entre leer y escribir se pierden muchas.
Ejecútalo: python3 examples-threads/examples/race-threads.py
           python3 examples-threads/examples/race-threads.py loop
Compáralo: race-threads.rs (lo mismo, en Rust)
"""

import sys
import threading

contador = 0
han_leido = threading.Barrier(3)  # cada uno espera aquí a los otros dos


def sumar(numero):
    global contador
    leido = contador
    han_leido.wait()
    contador = leido + 1
    print(f"\n[+] Trabajador {numero}: leo {leido} y escribo {leido + 1}")


def sumar_un_millon(numero):
    global contador
    for _ in range(1_000_000):
        contador += 1


def sumar_un_millon_con_llamada(numero):
    global contador
    for _ in range(1_000_000):
        contador += uno()


def uno():
    return 1


def con_tres_hilos(trabajo):
    global contador
    contador = 0
    hilos = []
    for numero in range(1, 4):
        hilo = threading.Thread(target=trabajo, args=(numero,))
        hilo.start()
        hilos.append(hilo)
    for hilo in hilos:
        hilo.join()
    print(f"\n[+] Quien los inició ve {contador}")


if "loop" in sys.argv:
    con_tres_hilos(sumar_un_millon)
    con_tres_hilos(sumar_un_millon_con_llamada)
else:
    con_tres_hilos(sumar)
