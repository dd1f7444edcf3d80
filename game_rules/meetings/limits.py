"""Bounds of what is said about a meeting."""

MEETING_LATE_MIN_MINUTES = 5
MEETING_LATE_MAX_MINUTES = 60
"""What "I'm late" may announce; later than that is another time."""

DESK_SHEET_DAYS = 31
"""A sheet for a desk has the codes of a month: one page, printed anew twelve times a year."""

CONTACT_MAILS_PER_DAY = 5
"""Trusted contacts who are asked in 24 hours for one player, and how often one address is: nobody's mailbox is filled.
Beyond it nobody is asked, and nothing says so: it would tell that others have named that address (design)."""

TRUSTED_NAME_MAX_CHARS = 60
