"""Which shape is open, and which checkpoint adapts to it."""
