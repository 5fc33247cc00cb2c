"""The pictures of docs/images, a function each, by what they show: docs/screenshots.py takes them."""
