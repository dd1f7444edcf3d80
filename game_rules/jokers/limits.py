"""Bounds of a Joker's week, and the version of the charter."""

MAX_WEEKLY_SLOTS = 28
"""Four a day."""

MAX_SLOT_EXCEPTIONS = 60

JOKER_CHARTER_VERSION = 1
"""The version of the charter that Jokers accept now; who accepted an older one is asked again."""
