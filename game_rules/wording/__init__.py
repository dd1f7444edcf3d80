"""What the words of an offer must not say."""
