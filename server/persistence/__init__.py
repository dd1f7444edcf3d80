"""Tables, repositories and the unit of work. Knows the rules' types and the database, and nothing above them."""
