"""Bounds of what is said about a meeting."""

MEETING_LATE_MIN_MINUTES = 5
MEETING_LATE_MAX_MINUTES = 60
"""What "I'm late" may announce; later than that is another time."""

DESK_SHEET_DAYS = 31
"""A sheet for a desk has the codes of a month: one page, printed anew twelve times a year."""

TRUSTED_NAME_MAX_CHARS = 60
