"""Offers and posters that everybody may read without signing in."""
