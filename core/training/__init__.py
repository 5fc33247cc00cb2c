"""The outer loop: training files, tasks, learners for every method, one loop, a person's own meshes."""
