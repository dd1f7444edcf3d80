"""What every resource needs: sessions, roles, limits, answers, headers."""
