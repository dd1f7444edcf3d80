"""Meetings of a player and a Joker at a staffed place."""
