# -*- coding: utf-8 -*-
"""Lo que las herramientas le preguntan a cada Python que encuentran: cuál es y qué tiene.

La respuesta se lee en tools/runner/src/python.rs.
"""

import sys

if sys.version_info < (3, 8):
    sys.exit(38)

import importlib.util
import json
import platform

# En Windows, el de un entorno virtual es otro programa, que inicia al de verdad.
programa = sys.executable
if sys.platform == "win32":
    programa = getattr(sys, "_base_executable", sys.executable)

con_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
version = platform.python_implementation() + " " + platform.python_version()
version += ", con GIL" if con_gil else ", sin GIL"

requests = importlib.util.find_spec("requests") is not None
print(json.dumps(dict(programa=programa, version=version, requests=requests, entorno=sys.executable)))
