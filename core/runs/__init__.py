"""The trace of an adaptation: steps, branches, races, checkpoints, session and recovery files."""
