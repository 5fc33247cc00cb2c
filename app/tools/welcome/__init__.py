"""The first minute: one sentence and one button at a time."""
