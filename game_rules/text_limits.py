"""Bounds of what people write."""

CALL_TEXT_MAX_CHARS = 500
"""A question, not a letter; what follows belongs into the conversation."""

MESSAGE_MAX_CHARS = 2_000
"""About one page; longer ones are sent in turns."""

REASON_MAX_CHARS = 500
"""What somebody adds to a report, or an organiser to a decision."""

APPLICATION_TEXT_MAX_CHARS = 500
"""Each of "what I can do", "when I can" and an answer to a question: some sentences written on a phone; no CV."""

APPLICATION_REPLY_MAX_CHARS = 500
"""An employer's answer in their own words, as short as the question."""

URL_MAX_CHARS = 2_000
"""Length of an address that browsers and servers agree on at least."""

ABOUT_LINE_MAX_CHARS = 60
"""A Joker's trade or commune, in one line of a phone's screen."""

INTRODUCTION_MAX_CHARS = 300
"""Some sentences of a Joker about themselves, read before a conversation."""
