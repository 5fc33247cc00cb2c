"""The window itself: docks, files, start, leaving, recovery."""
