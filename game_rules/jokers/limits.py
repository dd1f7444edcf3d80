"""Bounds of a Joker's week, and the version of the charter."""

MAX_WEEKLY_SLOTS = 28
"""Four a day."""

MAX_SLOT_EXCEPTIONS = 60

MINORS_ARTICLE_VERSION = 1
"""The version of the charter's article on minors; who has accepted no or an older one is shown no call of a minor."""

JOKER_CHARTER_VERSION = 1
"""The version of the charter that Jokers accept now; who accepted an older one is asked again."""
