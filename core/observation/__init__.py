"""What is known of a shape: kinds of observation, cameras, hidden regions, sides of points, dials away from
training."""
