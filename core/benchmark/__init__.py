"""How fast level sets, steps and tasks are, beside a reference timed in the same run."""
