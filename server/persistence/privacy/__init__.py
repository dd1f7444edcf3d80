"""Data that people take along, and data that is removed when its time is over."""
