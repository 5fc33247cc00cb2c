"""The transport bar and its timeline."""
