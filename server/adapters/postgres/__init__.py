"""The private PostgreSQL, and its programs on this machine."""
