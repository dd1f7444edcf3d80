"""Pages and files for everybody, without signing in."""
