"""What is measured of a field and its surface: errors, colours, small pictures."""
