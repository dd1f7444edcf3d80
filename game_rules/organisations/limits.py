"""Bounds of organisations and invitations."""

ORGANISATION_NAME_MAX_CHARS = 120
"""Three lines of a phone; longer ones are addresses and slogans (design)."""

ORGANISATIONS_PER_ACCOUNT_MAX = 10
"""A recruiter of an agency answers for some; a script that fills the organiser's list is stopped (design)."""

INVITATION_DAYS = 14
"""A holiday, and a week to read one's mails (design)."""

INVITATIONS_PER_ORGANISATION_MAX = 20
"""That wait at once: nobody recruits with more than a school class (design)."""
