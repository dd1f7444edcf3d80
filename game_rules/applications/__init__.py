"""Applications: what players tell employers, and what comes of it."""
