"""Clients that want more than a player gets: each prints what it learned or won."""
