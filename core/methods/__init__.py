"""Adapters behind one protocol (start, step, field): MetaSDF, auto-decoders, set encoders, plain starts, Poisson,
retrieval."""
