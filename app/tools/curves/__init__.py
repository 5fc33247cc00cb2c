"""Loss and error of every step."""
