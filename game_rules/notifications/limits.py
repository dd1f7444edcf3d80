"""Bounds of the inbox and of pushes."""

NOTIFICATIONS_PER_PAGE = 50

MAX_PUSH_SUBSCRIPTIONS = 5
"""Browsers of one player that get pushes: a phone, a desk, and some that were never signed out; the oldest goes."""

PUSH_ENDPOINT_MAX_CHARS = 1_000
"""The longest addresses of push services in use are about 500 characters."""
