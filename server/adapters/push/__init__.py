"""Web push: the messages and their key."""
