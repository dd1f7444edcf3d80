"""Notifications, inside the app and outside of it: inbox, pushes and mails."""
