"""The background thread that owns the device: what runs next, opening, steps, looks; child processes."""
