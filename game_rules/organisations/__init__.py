"""Those who recruit: organisations, their members and invitations."""
