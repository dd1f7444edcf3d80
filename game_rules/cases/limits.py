"""Limits of cases, which no campaign changes."""

CASE_BROUGHT_UP_AGAIN_DAYS = 90
"""A case that nobody has closed for three months is told to organisers again: whoever reported still waits, and what is
kept for it is kept until somebody decides (design)."""

REPORTS_PER_DAY_MAX = 20
"""Reports of one person in 24 hours: more than anybody has reason for, and few enough for organisers to read."""

APPEAL_DAYS = 183
"""After a measure: six months (Regulation (EU) 2022/2065, article 20(1)); evidence is kept as long."""

BARRED_DAYS_MAX = 3 * 365
"""Days for which the address of somebody who was banned and then erased their account opens no new one: until the
young people of then have grown up, and not for ever (GDPR, article 5(1)(e))."""

MEASURE_DAYS_MAX = 180
"""A pause or a suspension for longer is a ban with another name."""
