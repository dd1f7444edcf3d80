"""Who walks right now and where the offers are, in memory. All of it can be rebuilt from the database."""
