"""What we owe, in one line across the window."""
