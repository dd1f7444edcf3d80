"""What people take along, and what goes when its time is over."""
