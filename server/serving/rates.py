"""Rates: how many of something an hour has, by whoever asks, and by whoever is asked."""

ORGANISER_TRIES_PER_CLIENT_PER_HOUR = 20
"""Somebody who mistypes or pastes half of it; a script is stopped (design)."""

POSTERS_PER_CLIENT_PER_HOUR = 60
"""An agency that prints its windows anew; a script is stopped (design)."""

QUESTIONS_PER_CLIENT_PER_HOUR = 10
"""A school class behind one address; each is a mail to every organiser (design)."""

WORDING_CHECKS_PER_CLIENT_PER_HOUR = 3_600
"""Once a second while somebody writes, or five people of an agency who write at their ease (design)."""

SUGGESTIONS_PER_CLIENT_PER_HOUR = 3_600
"""Occupations, a letter at a time (design)."""

ADDRESS_SEARCHES_PER_CLIENT_PER_HOUR = 600
"""Each is asked of a public service that others need too, and which takes 50 a second from one address (IGN); an
address takes about ten (design)."""

OFFERS_POSTED_PER_HOUR = 60
"""New drafts of one person: a chain with many shops still gets through, a script that fills the database is stopped."""

CODES_PER_CLIENT_AND_ADDRESS_PER_HOUR = 5
CODES_PER_ADDRESS_PER_HOUR = 20
"""Nobody fills a mailbox, and no single stranger uses up the codes that its owner may ask for. Guessing stays at 200
tries an hour, ten for each code, from four networks: once in seven months for one address (design)."""

CODES_PER_CLIENT_PER_HOUR = 60
SIGN_IN_TRIES_PER_CLIENT_PER_HOUR = 120
"""A class of 30 behind one address of a school signs in at once, with some mistakes (design)."""

WRONG_CODES_PER_HOUR = 300
"""Of everybody together. A town's players sign in fifty times in a busy hour and mistype some; more is a script, on
however many addresses it runs: then organisers are told (design)."""

SIGN_IN_TRIES_WHILE_GUESSED_PER_CLIENT_PER_HOUR = 3
"""While it runs: whoever copies a code from their mail still gets in, and 10,000 addresses get 30,000 guesses an hour
instead of 1.2 million (design)."""

APPLICATIONS_PER_CLIENT_PER_HOUR = 120
"""A class of 30 behind one address of a school, each with three or four offers found on the way (design)."""

APPLICATIONS_PER_OFFER_PER_HOUR = 30
"""Each is a mail to somebody who has five minutes: more than one in two minutes is read by nobody (design)."""

GUEST_APPLICATIONS_PER_OFFER_PER_HOUR = 10
"""Guests are made in a second: theirs are counted apart, so that they never take the room of those with an address."""

REGISTRATIONS_PER_CLIENT_PER_HOUR = 60
"""Two classes of a school (design)."""

REGISTRATIONS_PER_EVENT_PER_HOUR = 300
"""A forum that opens its list, at five a minute (design)."""

CALLS_PER_CLIENT_PER_HOUR = 60
"""Two questions of each in a class of 30 behind one address of a school (design)."""

GUESTS_PER_CLIENT_PER_HOUR = 300
"""A job fair behind one address; a script that fills the database is stopped (design)."""

PRESENCE_CODES_PER_HOUR = 12
"""Codes that one player enters at meetings: some mistakes. Two are right of a million, so that a meeting of an hour is
guessed once in twenty thousand (design)."""

ORGANISATIONS_PER_CLIENT_PER_HOUR = 30
"""A job fair's desk registers its exhibitors behind one address; each one is work for an organiser (design)."""

INVITATIONS_PER_ADDRESS_PER_HOUR = 5
INVITATIONS_PER_CLIENT_PER_HOUR = 30
"""Each one is a mail to somebody who did not ask for it (design)."""
