"""The engine: fields, methods, level sets, training and evaluation. It knows neither a window nor the program around
it."""
