"""Shared parts of the resources: sessions, roles, limits, answers, headers."""
