"""The time in which a step that ends something can be undone. Until then its news reaches nobody else."""

from datetime import datetime, timedelta

UNDO_MINUTES = 10
"""Minutes. Long enough to see the name on the card, to notice the wrong one and to come back from a customer; short
enough that good news is told the same hour (design). Mail programs give seconds, for a slip of the finger alone: a boss
who is called to the counter notices later."""

_UNDO = timedelta(minutes=UNDO_MINUTES)


def undo_until(done_at: datetime) -> datetime:
    """The moment at which what was done at `done_at` cannot be undone any more, and is told."""
    return done_at + _UNDO


def is_undoable(done_at: datetime, now: datetime) -> bool:
    """Tells whether what was done at `done_at` can still be undone."""
    return now < undo_until(done_at)


def undone_before(now: datetime) -> datetime:
    """The moment after which something was done if it can be undone now."""
    return now - _UNDO
