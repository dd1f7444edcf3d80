"""Live state, in memory: who walks right now and where the offers are. All of it can be rebuilt from the database."""
