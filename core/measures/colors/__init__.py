"""What the colours of a surface stand for, a module each; their rows are in core.measures.quantities."""
