"""The same answer on every machine and in every run: ids and "random" shares that depend on their key alone.

Python's `random` would tie a file's content to the order of calls; a hash ties each value to its own name.
"""

from hashlib import blake2b
from uuid import UUID, uuid5

SEED_NAMESPACE = UUID("6f1c7a52-3b0e-4d5f-9a86-2d9f54c1e7b3")
"""Namespace of every id in the seed data. Changing it makes a loaded world look new: never do."""


def seed_id(kind: str, key: str) -> UUID:
    """The id of the row `key` among the rows of `kind`: the same for ever, so that loading twice changes nothing."""
    return uuid5(SEED_NAMESPACE, f"{kind}/{key}")


def share(*key: str | int) -> float:
    """A number 0 <= x < 1 that only `key` decides, spread evenly over different keys."""
    text = "/".join(map(str, key))
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest(), "big") / (1 << 48)


def pick(length: int, *key: str | int) -> int:
    """An index 0 <= i < `length` that only `key` decides."""
    return int(share(*key) * length)
