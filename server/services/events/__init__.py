"""Events: seats, the queue for them, and their calendar."""
