"""What is seen of the open shape."""
