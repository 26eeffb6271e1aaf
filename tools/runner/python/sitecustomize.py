"""Anota cuándo se hace cada tarea en el archivo que nombra TRAZA, con las mismas líneas que shared::traza.

Python importa este archivo al empezar, también en cada proceso hijo, si su carpeta está en PYTHONPATH: la pone
quien ejecuta el programa, que no tiene ni una línea dedicada a esto.
"""

import itertools
import multiprocessing
import os
import sys
import threading
import time

# Las funciones que son tareas, y el nombre que les da Rust según su primer argumento.
NOMBRES = {
    "tarea": "Tarea {}",
    "realizar_peticion": "{}",
    "contar": "Parte {} de {PARTES}",
    "cuadrado": "Cuadrado de {}",
    "sumar": "Trabajador {}",
    "trabajar": "Trabajador {}",
    "nada": "{}",
    "get": "{}",
}

# Microsegundos desde 1970, contados con un reloj que nunca retrocede.
ORIGEN = time.time_ns() - time.perf_counter_ns()

yo = threading.local()
siguiente = itertools.count(2)
turno = threading.Lock()


def al_empezar(marco):
    if getattr(yo, "actual", None) is None and es_tarea(marco):
        yo.actual = marco, nombre(marco), ahora()
        apuntar(*yo.actual[1:], "")


def al_acabar(marco):
    actual = getattr(yo, "actual", None)
    if actual and actual[0] is marco:
        yo.actual = None
        apuntar(*actual[1:], ahora())


def vigilar():
    """Desde la 3.12, Python solo avisa de las funciones que pueden ser tareas, y lo demás va a su velocidad."""
    monitor = sys.monitoring
    sucesos = monitor.events
    yo_mismo = 4

    def empieza(codigo, _):
        if codigo.co_name not in NOMBRES:
            return monitor.DISABLE
        al_empezar(sys._getframe(1))

    def acaba(codigo, *_):
        if codigo.co_name not in NOMBRES:
            return monitor.DISABLE
        al_acabar(sys._getframe(1))

    def falla(codigo, *_):
        if codigo.co_name in NOMBRES:
            al_acabar(sys._getframe(1))

    monitor.use_tool_id(yo_mismo, "traza")
    monitor.register_callback(yo_mismo, sucesos.PY_START, empieza)
    monitor.register_callback(yo_mismo, sucesos.PY_RETURN, acaba)
    monitor.register_callback(yo_mismo, sucesos.PY_UNWIND, falla)
    monitor.set_events(yo_mismo, sucesos.PY_START | sucesos.PY_RETURN | sucesos.PY_UNWIND)


def vigilar_antes_de_la_3_12():
    def al_pasar(marco, suceso, _):
        if marco.f_code.co_name not in NOMBRES:
            return
        if suceso == "call":
            al_empezar(marco)
        elif suceso == "return":
            al_acabar(marco)

    threading.setprofile(al_pasar)
    sys.setprofile(al_pasar)


def es_tarea(marco):
    modulo = marco.f_globals.get("__name__")
    suya = modulo in ("__main__", "__mp_main__", "requests.api")
    return suya and marco.f_code.co_argcount > 0


def nombre(marco):
    codigo = marco.f_code
    plantilla = NOMBRES[codigo.co_name]
    if codigo.co_name == "tarea" and multiprocessing.parent_process():
        plantilla = "Proceso {}"
    primero = marco.f_locals[codigo.co_varnames[0]]
    texto = sin_clave(plantilla.format(primero, PARTES=marco.f_globals.get("PARTES", "?")))
    return "".join(letra if letra.isprintable() else f"\\u{{{ord(letra):x}}}" for letra in texto)


def sin_clave(url):
    antes, separador, resto = url.partition("://")
    servidor, barra, ruta = resto.partition("/")
    if "@" in ruta or "@" in antes:
        # No se sabe qué es qué: fuera todo lo que haya antes de la última arroba.
        return "…@" + url.rpartition("@")[2]
    return antes + separador + servidor.rpartition("@")[2] + barra + ruta


def ahora():
    return (ORIGEN + time.perf_counter_ns()) // 1000


def apuntar(texto, inicio, fin):
    if not hasattr(yo, "numero"):
        yo.numero = 1 if threading.current_thread() is threading.main_thread() else next(siguiente)
    linea = f"{os.getpid()}\tThreadId({yo.numero})\t{inicio}\t{fin}\t{texto}\n"
    try:
        with turno, open(os.environ["TRAZA"], "ab", buffering=0) as archivo:
            archivo.write(linea.encode())
    except OSError:
        pass  # la tarea no tiene la culpa


if os.environ.get("TRAZA"):
    if hasattr(os, "register_at_fork"):
        # Un hijo hecho con fork no puede esperar a un hilo que se quedó en el padre.
        os.register_at_fork(after_in_child=lambda: globals().update(turno=threading.Lock()))
    if hasattr(sys, "monitoring"):
        vigilar()
    else:
        vigilar_antes_de_la_3_12()
