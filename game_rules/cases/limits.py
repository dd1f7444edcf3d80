"""Limits of cases, which no campaign changes."""

CASE_BROUGHT_UP_AGAIN_DAYS = 90
"""A case that nobody has closed for three months is told to organisers again: whoever reported still waits, and what is
kept for it is kept until somebody decides (design)."""

REPORTS_PER_DAY_MAX = 20
"""Reports of one person in 24 hours: more than anybody has reason for, and few enough for organisers to read."""
