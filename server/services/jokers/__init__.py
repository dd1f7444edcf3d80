"""Jokers: who helps, in what and when, and whether an organiser has agreed."""
