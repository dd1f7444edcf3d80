"""Reporting, judging, and what follows from it."""
