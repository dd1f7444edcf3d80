"""What people are told outside of the app: inbox, pushes and mails."""
