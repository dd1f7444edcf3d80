"""Bounds of messages over sockets and HTTP."""

MAX_MESSAGE_BYTES = 64 * 1024
"""A full batch with its context takes about 45 kB of JSON."""

MAX_MESSAGES_PER_10_S = 20
"""Of one person, all kinds of messages on the help socket together, save typing; nobody writes faster (design)."""

MAX_TYPING_PER_10_S = 10
"""A client tells that somebody types every few seconds at most; more is dropped without an answer's cost."""

MESSAGES_PER_PAGE = 100
"""Messages in one answer of a catch-up: at 2,000 characters still well below what a phone's network loses."""
