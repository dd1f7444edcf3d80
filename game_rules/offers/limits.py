"""Bounds of offers, in characters and days."""

OFFER_TITLE_MAX_CHARS = 200
"""A line or two: three times the longest of 60 real ones (65 characters; France Travail, November 2022)."""

OFFER_TEXT_MAX_CHARS = 20_000
"""Ten pages; the longest of 60 real ones has 2,947 characters (France Travail, November 2022)."""

PUBLIC_OFFERS_PER_PAGE = 50
PUBLIC_OFFERS_PER_FILE = 1_000
"""On a page and in the Atom feed, for readers; in CSV and GeoJSON, for programs, about 1 MB at once."""

SITEMAP_MAX_PAGES = 50_000
"""The most that one sitemap may name (sitemaps.org)."""

POSTER_TOKEN_MAX_CHARS = 500
"""Ours have about 80."""

OCCUPATIONS_SUGGESTED = 8
ADDRESSES_SUGGESTED = 5
"""What fits on a phone above its keyboard (design)."""

FEED_OFFER_DAYS = 60
"""An offer of a feed that names no last day ends so many days after it was made: what public importers of France
Travail's offers use. An old offer would send people to a door that has forgotten it."""

POSTED_OFFER_DAYS = 60
"""An offer posted here without a last day ends so many days later, as those of feeds do: long enough to find somebody,
too short to send people to a door that has forgotten it."""

POSTED_OFFER_MAX_DAYS = 365
"""Nobody knows today what they need in more than a year (design)."""

EXTENSION_DAYS = 30
"""What one tap on the mail before the end adds: a month, and then we ask again (design)."""

OFFER_REMINDER_DAYS = (7, 1)
"""Days before the last one on which its organisation is asked: once to plan, once as the last chance (design)."""

MAILED_LINK_DAYS = 30
"""A one-tap link of a mail works for so long: people come back from holidays, and a mailbox is not kept from its next
reader for ever (design)."""

EVENT_MAX_DAYS = 31
"""A summer school is an event, a season is a job (design)."""

EVENT_SEATS_MAX = 10_000
"""A large forum's visitors (design)."""

OPENINGS_MAX = 1_000
"""A large employer opening a site; more in one offer is a typing error (design)."""

POSTED_TEXT_MAX_CHARS = 6_000
"""Two pages, on the screen of a phone; twice the longest of 60 real ones (France Travail, November 2022)."""

OFFER_DETAIL_MAX_CHARS = 200
"""Pay, hours, duration, address: a line each, in the employer's words."""

OFFER_QUESTIONS_MAX = 3
OFFER_QUESTION_MAX_CHARS = 140
"""No CV is needed: three short questions are answered on the way (design)."""

VISITING_SLOTS_PER_DAY_MAX = 4

SAME_OFFER_DAYS = 31
"""Two sources speak of one offer only if they published it within a month of each other: whoever advertises an opening
in several places does so in weeks, and later it is more likely the next opening (design)."""

SAME_DOOR_M = 200
"""Two doors no further apart may be one: as far as addresses and surveyed places differ here (seed_data/README.md)."""
