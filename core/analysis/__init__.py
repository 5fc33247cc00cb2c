"""Looking into a run: gradients, rates, phases of a step, planes, lines of sight, exact numbers."""
