"""Players and how they sign in: accounts, sessions, codes, passkeys and consent."""
