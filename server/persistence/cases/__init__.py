"""Cases that an organiser judges, with the evidence that is kept for them."""
