"""Calling an organiser in, and what one decides about somebody, as they read it."""
