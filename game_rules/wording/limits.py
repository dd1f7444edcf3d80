"""Bounds of what is said about words."""

FOREIGN_TEXT_MIN_WORDS = 12
"""Of fewer words nobody is asked which language they are: a title may well be English in France (design)."""

WORDING_FINDINGS_PER_RULE = 5
"""Of one rule in one field: whoever corrects these has understood, and an answer stays short (design)."""
