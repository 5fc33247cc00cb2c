"""Parts of panels: lists, sliders, plots, notices, icons, the theme, who has the keys."""
