"""One module per resource; each makes a blueprint from the `Game` it is given."""
