"""What the window shows, as frozen values, and the store that announces their changes; settings; names and numbers
in words."""
