"""Bounds of accounts, sessions and codes."""

DISPLAY_NAME_MAX_CHARS = 40

ORGANISER_SESSION_HOURS = 12
"""A working day with the server's token; who organises for longer signs in with an address (design)."""

ORGANISER_TOKEN_MIN_CHARS = 32
"""As many as 128 random bits have in hexadecimal figures: nobody guesses one (design)."""

SESSION_LIFETIME_DAYS = 180
"""A guest who plays every few weeks stays in; the session is renewed by use (design)."""

SIGN_IN_CODE_DIGITS = 6
SIGN_IN_CODE_MINUTES = 10
SIGN_IN_CODE_TRIES = 5
"""In the browser that asked for the code. Five guesses at a million codes: one in 200,000 is right. Ten minutes are
enough to open a mail (design)."""

SIGN_IN_CODE_STRANGER_TRIES = 5
"""In all other browsers together, counted apart: wrong codes of strangers cost no try of the browser that asked. Not
zero, because a code may be asked for at a desk and typed on a phone. A code can thus be guessed at ten times: one in
100,000 (design)."""

SIGN_IN_CODE_MARK_MINUTES = 60
"""How long a browser is known as the one that asked: longer than a code, so that asking again is no other browser."""

TOO_YOUNG_HOURS = 12
"""How long a browser that answered "under 15" is answered the same: another answer at once is no birthday, and on a
shared computer the next day belongs to somebody else (design)."""

PASSKEY_CHALLENGE_MINUTES = 10
"""As a code's: enough to look for the phone, too little to be worth stealing (design)."""

PASSKEYS_PER_ACCOUNT_MAX = 10
"""A phone, a tablet, a school's computer, and some that were lost (design)."""

MINORS_DAY_BEGINS_HOUR = 8
MINORS_DAY_ENDS_HOUR = 21
"""Local time. Between 21 and 8 no adult is brought together with somebody under 18. No campaign overrides it
(design)."""

IDENTITY_CHECK_DAYS = 365
"""A check of somebody's identity counts for a year: papers, names and people change (design)."""
