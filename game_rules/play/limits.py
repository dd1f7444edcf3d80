"""Bounds of a walk that no campaign changes."""

MAX_FIXES_PER_BATCH = 200
"""A second-by-second walk of three minutes in one message; longer ones are sent in turns."""

MAX_CONTEXT_FIXES = 200
"""The longest context asked for; what the rules ask to repeat is far shorter."""

MAX_BATCHES_PER_10_S = 30
"""A live walk sends one batch in a few seconds; a walk brought home is sent as fast as it is acknowledged."""

MAX_BELIEVED_FIXES = 150
"""Bounds what is remembered of one device. A phone that reports each second needs 31 (a visit's dwell); one that
reports more than five times a second forgets the beginning of a dwell before its end, and visits nothing."""

ONE_ADDRESS_M = 10.0
"""Two offers no further apart are behind one door: geocoders give a house one point, phones and feeds a few metres off
it; the next house in a terrace is 5 to 10 m wide (design)."""
