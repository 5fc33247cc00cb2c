"""The viewport: camera, mouse, two views side by side; what a tool is to the window."""
