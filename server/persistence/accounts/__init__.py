"""People who play: accounts, sessions, codes, passkeys and consent."""
