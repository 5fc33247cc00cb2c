"""The engine: fields, methods, level sets, training and evaluation. It knows neither a window nor the program around
it."""

import os

os.environ.setdefault("MKL_CBWR", "AUTO,STRICT")
"""Products are summed in one order, on one thread and on many: MKL asks at the first one. It costs no time."""
