"""Rules of cases: reports, alerts and appeals that an organiser judges, and the evidence that is kept for it."""
