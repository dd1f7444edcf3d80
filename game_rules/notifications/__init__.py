"""Notifications outside of the app: inbox, pushes and mails."""
