"""Offers of other sites, read and brought in."""
