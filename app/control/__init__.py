"""What a person asks for and what comes of it: actions, the controller, the player, undo."""
