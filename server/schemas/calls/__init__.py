"""Calls to Jokers, and the conversations that they become."""
