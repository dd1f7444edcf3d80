"""Offers, from a draft to their end."""
