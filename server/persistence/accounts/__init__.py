"""Who plays: accounts, sessions, codes, passkeys and consent."""
