"""Days, as people count them."""

from datetime import date


def is_over(expires_on: date | None, day: date) -> bool:
    """Tells whether the last day of an offer lies before the local `day`."""
    return expires_on is not None and expires_on < day
