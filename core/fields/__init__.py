"""Neural fields as pure functions over explicit parameters; losses, fast gradients, number formats."""
