"""Processes beside the server, and how they begin and end."""
