"""One line of truth below."""
