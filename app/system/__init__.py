"""The machine below: what is missing, signals, output that may fail, threads that end, garbage, a screen."""
