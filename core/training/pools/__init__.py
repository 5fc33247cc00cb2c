"""Pools: distances and observations of many shapes, sampled once, from which tasks are drawn in microseconds."""
