"""Data that people take along or have erased, and how long things are kept."""
