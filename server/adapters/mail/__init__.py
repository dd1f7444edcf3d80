"""Mailers: SMTP, and a folder to look into while developing."""
