"""What the colours of the surface stand for."""
