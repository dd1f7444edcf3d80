"""Records that people take along of all that is kept of them."""
