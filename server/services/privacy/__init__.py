"""Privacy: what people take along, have erased, and how long things are kept."""
