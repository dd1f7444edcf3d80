"""Serving connections: their bounds, who counts as one client, and how often one may ask."""
