"""Phones in a real browser, and what is looked at on them."""
