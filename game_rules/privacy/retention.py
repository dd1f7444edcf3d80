"""Times after which what is kept goes."""

from game_rules.people.limits import SESSION_LIFETIME_DAYS

REGISTRATION_KEPT_DAYS = 30
"""After an event: long enough to thank those who came, or to ask where they were (design)."""

TRUSTED_CONTACT_KEPT_DAYS = 7
"""After a meeting: long enough to ask what happened. Of one that did not take place it goes at once."""

GUEST_UNUSED_DAYS = SESSION_LIFETIME_DAYS
"""A guest's only key is their session: when it has ended nobody can open the account again, and it is erased."""

OUTBOX_MAIL_KEPT_DAYS = 7
"""A mail that no server took for a week is no use any more: its code is long dead."""

WALKING_DAY_KEPT_DAYS = 30
"""How much of a day's budget was used: a month shows an organiser whether it was one odd day (design)."""

NOTIFICATION_KEPT_DAYS = 90
"""An inbox is for what is going on; what is older has been dealt with or never will be (design)."""

FINISHED_JOB_KEPT_DAYS = 7
"""Long enough to see what went wrong over a weekend. A job knows ids, no names."""

APPLICATION_KEPT_DAYS = 90
"""After the last change. To explain a refusal three months are enough (CNIL, Guide recrutement, January 2023); keeping
somebody for another time would need their consent, which nobody asks for here."""

CONVERSATION_KEPT_DAYS = 90
"""After it was closed: long enough to look up an address that a Joker wrote, or to report what was said; then what two
people told each other is nobody's business, with its receipts and its log (design)."""

UNANSWERED_CALL_KEPT_DAYS = 30
"""After it was asked: a month shows whether there are enough Jokers, and nobody waits so long for one (design)."""

CLOSED_CASE_KEPT_DAYS = 365
"""After an organiser closed it: a second report about somebody should meet the first, for a year (design)."""

EVIDENCE_KEPT_DAYS = 183
"""After its case was closed: six months, for as long as what was decided can be appealed (Regulation (EU) 2022/2065,
article 20(1)); until then it is kept for legal claims (GDPR, article 17(3)(e))."""

JOKER_CHANGE_KEPT_DAYS = 365
"""Why somebody was declined or suspended, for whoever looks at their next application; their state itself stays."""

PAST_SLOT_KEPT_DAYS = 7
"""Days off and single slots that are over help nobody to find a free Joker; a week shows what went wrong."""
