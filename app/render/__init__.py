"""Drawing on any PyVista plotter, and writing pictures, films, meshes and web scenes. No Qt."""
