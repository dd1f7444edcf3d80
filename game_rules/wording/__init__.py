"""Checks of the words of an offer: what they must not say."""
