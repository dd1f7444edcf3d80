"""One module per resource; each makes a blueprint from the `AppContext` it is given."""
