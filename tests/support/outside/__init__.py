"""Stand-ins for what is outside: mail, push and address services, feeds, Redis."""
