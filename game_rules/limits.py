"""Every number that can be tuned, with its unit, its reason and its source.

Rules take `Limits` as an argument, so that a campaign or a test may use others. "Design" means a choice of the
game's makers, to be revisited with what players report.
"""

from dataclasses import dataclass

KMH = 1000 / 3600
"""One kilometre per hour in metres per second."""

FOG_CELL_ZOOM = 20
"""A fog cell is a tile of this zoom: 24.3 m at Lens, about the width of a street with its houses."""

FOG_BLOCK_ZOOM = 14
"""A fog block is a tile of this zoom (1.56 km at Lens) and holds 64 x 64 cells: one database row of 512 bytes."""

HINT_TILE_ZOOM = 17
"""Hints aim at the centre of a tile of this zoom (195 m at Lens): many hints together tell no more than the tile."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The values of a campaign. Defaults are those of the first territory."""

    accuracy_max_m: float = 50.0
    """A fix less accurate lifts nothing. Phones in a street give 5-30 m, cell towers alone hundreds (design)."""

    walking_speed_max_mps: float = 15 * KMH
    """A runner's speed; above it the player rides. Bicycles are seldom slower on the flat (design)."""

    walking_speed_min_mps: float = 0.5
    """Slower is drift or rest, no walk: half the pace of somebody with a walking frame (0.8 to 1 m/s; design)."""

    vehicle_speed_max_mps: float = 150 * KMH
    """Above the motorway's 130 km/h with a tolerance: not a ride but a wrong position (design)."""

    speed_base_min_age_s: float = 10.0
    """Speed is the average over at least this long: positions seconds apart differ more by noise than by steps."""

    speed_interval_min_s: float = 1.0
    """Shorter intervals count as this one: receivers report whole seconds, and nothing divides by zero."""

    future_tolerance_s: float = 60.0
    """A phone's clock may run ahead by this much (design)."""

    stale_after_s: float = 24 * 3600.0
    """A walk without network may be brought home within a day (design)."""

    reveal_radius_m: float = 50.0
    """A cloud lifts where its cell's centre is within this distance: both sides of a street (design)."""

    discovery_radius_m: float = 50.0
    discovery_accuracy_bonus_max_m: float = 25.0
    """An offer shows itself from across the street; an inaccurate phone is not punished, up to the bonus (design)."""

    visit_radius_m: float = 25.0
    visit_accuracy_bonus_max_m: float = 15.0
    visit_dwell_s: float = 30.0
    """Standing at a door: near it in two fixes this far apart. Walking past takes less (design)."""

    visit_silence_max_s: float = 300.0
    """Between two fixes of one stay. A phone at rest reports seldom; a longer silence may hide a walk away and back,
    such as passing the door in the morning and again in the evening (design)."""

    day_walk_max_m: float = 40_000.0
    day_walk_max_s: float = 12 * 3600.0
    """One device, one local day: the length of a marathon, and all the hours in which doors are open (design)."""

    day_discoveries_max: int = 60
    """New in one local day: five an hour for those twelve hours (design)."""

    day_visits_max: int = 20
    """Doors in one local day: a door every half an hour from eight to six is a hard day's work (design)."""

    day_starts_max: int = 3
    """Devices that begin without a past in one local day: a phone, another one, and one installed anew (design)."""

    elsewhere_window_s: float = 60.0
    """Two live fixes of two devices this far apart in time speak of one place, or of two people (design)."""

    hint_burning_m: float = 140.0
    hint_hot_m: float = 300.0
    hint_warm_m: float = 600.0
    hint_cool_m: float = 1200.0
    """Upper ends of the bands. The first is half the diagonal of a hint tile (138 m at Lens), so that a player in
    the right tile always reads "burning"; each further one is about twice the one before (design)."""

    hint_silent_detour_m: float = 1200.0
    """Offers of employers who do not answer are hinted at as if they were this much further away, about a quarter of
    an hour's walk: whoever answers comes first, and where nobody else is they can still be found (design)."""

    hint_interval_s: float = 15.0
    """Between two hints of the same band: a glance's rhythm, and few messages (design)."""

    live_max_age_s: float = 60.0
    """A fix older than this belongs to a walk brought home later: it earns everything but draws no hint."""

    points_per_cell: int = 1
    points_cells_per_day_max: int = 50
    points_discovery: int = 10
    points_visit: int = 50
    points_new_domain: int = 15
    points_new_commune: int = 20
    points_joker_met: int = 100
    """Meetings and doors weigh more than metres, and no screen time counts (design)."""

    points_player_met: int = 100
    """What the Joker gets for the same meeting, since it took them the same way and the same hour. The same two people
    are paid for one meeting a local day, or two friends at a library's table would farm points (design)."""

    points_reminder: int = 15
    """For asking again after a silence, once for each application. Calling a stranger takes more courage than a
    discovery; nobody can see that it was done, so it is far below a visit (design)."""

    points_help_received: int = 5
    points_help_given: int = 20
    """Thanks, once for each call: asking is rewarded a little, answering as much as a new commune. The same two people
    are paid once a local day, so that thanking each other is no game of its own (design)."""

    joker_seen_radius_m: float = 300.0
    joker_seen_margin_m: float = 50.0
    """A Joker at a place is told from within the radius, about four minutes' walk, and untold only beyond the margin:
    a position that trembles on the circle sends nothing (design)."""

    joker_walk_m: float = 1_500.0
    joker_ride_m: float = 5_000.0
    """Upper ends of the bands beyond: twenty minutes on foot, and a short bus ride (design)."""

    joker_gone_after_s: float = 120.0
    """A phone in a pocket or a tunnel comes back within two minutes, or its owner is not there to answer (design)."""

    free_now_s: float = 3600.0
    """Free now ends by itself: nobody remembers to switch it off (design)."""

    joker_load_max: int = 3
    """Conversations that one person can hold at once and still read what is said (design)."""

    joker_calls_per_hour_max: int = 8
    """Calls that one Joker is shown in any sixty minutes: more is a ringing phone, not a way to help (design)."""

    joker_guest_calls_per_hour_max: int = 4
    """Of those, calls of guests: whoever makes guests by the dozen never keeps a Joker from everybody else (design)."""

    wave_seats: tuple[int, int] = (3, 10)
    """How many are asked at once, and in the second wave; the third is everyone. Few at first: each who reads a call
    in vain answers the next one later (design)."""

    wave_starts_s: tuple[float, float, float] = (0.0, 60.0, 180.0)
    """When the waves begin, counted from the call: a minute is a long time on a pavement (design)."""

    call_unanswered_after_s: float = 300.0
    """Then the player is told that nobody has answered; the call waits for whoever comes (design)."""

    call_look_again_s: float = 30.0
    """A waiting call looks this often for a Joker who has become free (design)."""

    call_waits_s: float = 24 * 3600.0
    """A question older than a day has found its answer elsewhere (design)."""

    conversation_idle_s: float = 72 * 3600.0
    """A conversation in which nobody writes for a long weekend closes by itself and frees its Joker (design)."""

    calls_per_hour_max: int = 6
    """Calls that one player may start in any sixty minutes (design)."""

    meeting_durations_min: tuple[int, ...] = (30, 60)
    """Half an hour for a CV, an hour for an interview; nobody gives their afternoon to a stranger (design)."""

    meeting_step_min: int = 15
    """Meetings begin on a quarter of an hour of the local clock, as people say times (design)."""

    meeting_listed_every_min: int = 30
    meeting_listed_days: int = 7
    """What is offered to choose from: a week of half hours fits on a phone. Other quarters can be proposed (design)."""

    meeting_lead_s: float = 3600.0
    """From the proposal to the meeting: time to see it, to agree, and to go there (design)."""

    meeting_horizon_days: int = 28
    """What is further away is forgotten or overtaken (design)."""

    meeting_proposals_per_hour_max: int = 6
    """Proposals that one person may make in any sixty minutes: each one rings a phone (design)."""

    meeting_reminder_day_s: float = 24 * 3600.0
    meeting_reminder_hour_s: float = 3600.0
    """Before the start: once to plan the day, once to leave the house (design)."""

    meeting_check_in_early_s: float = 900.0
    """Who is early may say so; until the end of the meeting one still arrives late (design)."""

    meeting_check_out_grace_s: float = 1800.0
    """After the end: half an hour of "one more thing" is no alarm, a silence after it is one (design)."""

    meeting_radius_m: float = 100.0
    """Around the point of a place: a town hall or a library is a building with several doors (design)."""

    meeting_accuracy_max_m: float = 100.0
    meeting_accuracy_bonus_max_m: float = 50.0
    """Indoors phones are worse than in the street: 100 m still tells this building from another part of town, and the
    bonus is bounded so that a bad fix reaches no further than the next corner (design)."""

    meeting_fix_max_age_s: float = 120.0
    """A position of just now: the one that the phone had when the button was pressed, sent over a slow network."""

    poster_radius_m: float = 200.0
    """From the door: a poster hangs in its window, and phones beside walls of glass are often a street off (design)."""

    poster_accuracy_max_m: float = 100.0
    """As for a meeting: people scan from a doorway, where phones know little (design)."""

    poster_fix_max_age_s: float = 120.0
    """The position that the phone had when it opened the code's address, sent over a slow network."""

    application_reminder_after_days: int = 10
    """So many days without an answer, and the player is helped to ask again: an employer with five minutes has had a
    week and a weekend (design)."""

    application_closes_after_days: int = 21
    """Three weeks without an answer are one: waiting on is worse than knowing (design)."""

    application_reminder_grace_days: int = 7
    """Who has just called gets a week for the answer (design)."""

    answers_enough: int = 3
    """Applications to one organisation before anything is said of its answers: one lost mail is no habit (design)."""

    guest_applications_max: int = 1
    """Offers, ever: the first needs no address, so that nothing stands between a find and its employer (design)."""

    applications_per_day_max: int = 20
    """In any 24 hours. Each rings at an employer's; nobody walks to twenty doors in a day (design)."""

    quiet_from_hour: int = 21
    quiet_until_hour: int = 8
    """Between these hours of the campaign's local time no phone rings (design)."""

    message_arrives_within_s: float = 10.0
    """A message that no device of the other one has confirmed by then finds nobody there (design)."""

    mail_after_s: float = 15 * 60.0
    """A mail follows when nobody has looked by then and no push went out: whoever has the app needs none (design)."""

    push_lives_s: float = 24 * 3600.0
    push_of_call_lives_s: float = 10 * 60.0
    """How long a push service keeps a push for a phone that is off. A waiting call is answered by others (design)."""


DEFAULT_LIMITS = Limits()

MAX_FIXES_PER_BATCH = 200
"""A second-by-second walk of three minutes in one message; longer ones are sent in turns."""

MAX_CONTEXT_FIXES = 200
"""The longest context asked for; what the rules ask to repeat is far shorter."""

MAX_MESSAGE_BYTES = 64 * 1024
"""A full batch with its context takes about 45 kB of JSON."""

MAX_BATCHES_PER_10_S = 30
"""A live walk sends one batch in a few seconds; a walk brought home is sent as fast as it is acknowledged."""

MAX_BELIEVED_FIXES = 150
"""Bounds what is remembered of one device. A phone that reports each second needs 31 (a visit's dwell); one that
reports more than five times a second forgets the beginning of a dwell before its end, and visits nothing."""

DISPLAY_NAME_MAX_CHARS = 40

CALL_TEXT_MAX_CHARS = 500
"""A question, not a letter; what follows belongs into the conversation."""

MESSAGE_MAX_CHARS = 2_000
"""About one page; longer ones are sent in turns."""

REASON_MAX_CHARS = 500
"""What somebody adds to a report, or an organiser to a decision."""

MAX_MESSAGES_PER_10_S = 20
"""Of one person, all kinds of messages on the help socket together, save typing; nobody writes faster (design)."""

MAX_TYPING_PER_10_S = 10
"""A client tells that somebody types every few seconds at most; more is dropped without an answer's cost."""

MESSAGES_PER_PAGE = 100
"""Messages in one answer of a catch-up: at 2,000 characters still well below what a phone's network loses."""

MAX_WEEKLY_SLOTS = 28
"""Four a day."""

MAX_SLOT_EXCEPTIONS = 60

APPLICATION_TEXT_MAX_CHARS = 500
"""Each of "what I can do", "when I can" and an answer to a question: some sentences written on a phone; no CV."""

APPLICATION_REPLY_MAX_CHARS = 500
"""An employer's answer in their own words, as short as the question."""

JOKER_CHARTER_VERSION = 1
"""The version of the charter that Jokers accept now; who accepted an older one is asked again."""

OFFER_TITLE_MAX_CHARS = 200
"""A line or two: three times the longest of 60 real ones (65 characters; France Travail, November 2022)."""

OFFER_TEXT_MAX_CHARS = 20_000
"""Ten pages; the longest of 60 real ones has 2,947 characters (France Travail, November 2022)."""

PUBLIC_OFFERS_PER_PAGE = 50
PUBLIC_OFFERS_PER_FILE = 1_000
"""On a page and in the Atom feed, for readers; in CSV and GeoJSON, for programs, about 1 MB at once."""

SITEMAP_MAX_PAGES = 50_000
"""The most that one sitemap may name (sitemaps.org)."""

ORGANISER_SESSION_HOURS = 12
"""A working day with the server's token; who organises for longer signs in with an address (design)."""

ORGANISER_TOKEN_MIN_CHARS = 32
"""As many as 128 random bits have in hexadecimal figures: nobody guesses one (design)."""

ORGANISER_TRIES_PER_CLIENT_PER_HOUR = 20
"""Somebody who mistypes or pastes half of it; a script is stopped (design)."""

POSTERS_PER_CLIENT_PER_HOUR = 60
"""An agency that prints its windows anew; a script is stopped (design)."""

POSTER_TOKEN_MAX_CHARS = 500
"""Ours have about 80."""

FOREIGN_TEXT_MIN_WORDS = 12
"""Of fewer words nobody is asked which language they are: a title may well be English in France (design)."""

WORDING_FINDINGS_PER_RULE = 5
"""Of one rule in one field: whoever corrects these has understood, and an answer stays short (design)."""

WORDING_CHECKS_PER_CLIENT_PER_HOUR = 3_600
"""Once a second while somebody writes, or five people of an agency who write at their ease (design)."""

SUGGESTIONS_PER_CLIENT_PER_HOUR = 3_600
"""Occupations, a letter at a time (design)."""

ADDRESS_SEARCHES_PER_CLIENT_PER_HOUR = 600
"""Each is asked of a public service that others need too, and which takes 50 a second from one address (IGN); an
address takes about ten (design)."""

OCCUPATIONS_SUGGESTED = 8
ADDRESSES_SUGGESTED = 5
"""What fits on a phone above its keyboard (design)."""

FEED_OFFER_DAYS = 60
"""An offer of a feed that names no last day ends so many days after it was made: what public importers of France
Travail's offers use. An old offer would send people to a door that has forgotten it."""

POSTED_OFFER_DAYS = 60
"""An offer posted here without a last day ends so many days later, as those of feeds do: long enough to find somebody,
too short to send people to a door that has forgotten it."""

POSTED_OFFER_MAX_DAYS = 365
"""Nobody knows today what they need in more than a year (design)."""

PROLONG_DAYS = 30
"""What one tap on the mail before the end adds: a month, and then we ask again (design)."""

OFFER_REMINDER_DAYS = (7, 1)
"""Days before the last one on which its organisation is asked: once to plan, once as the last chance (design)."""

MAILED_LINK_DAYS = 30
"""A one-tap link of a mail works for so long: people come back from holidays, and a mailbox is not kept from its next
reader for ever (design)."""

EVENT_MAX_DAYS = 31
"""A summer school is an event, a season is a job (design)."""

REGISTRATION_KEPT_DAYS = 30
"""After an event: long enough to thank those who came, or to ask where they were (design)."""

EVENT_SEATS_MAX = 10_000
"""A large forum's visitors (design)."""

POSTED_TEXT_MAX_CHARS = 6_000
"""Two pages, on the screen of a phone; twice the longest of 60 real ones (France Travail, November 2022)."""

OFFER_DETAIL_MAX_CHARS = 200
"""Pay, hours, duration, address: a line each, in the employer's words."""

OFFER_QUESTIONS_MAX = 3
OFFER_QUESTION_MAX_CHARS = 140
"""No CV is needed: three short questions are answered on the way (design)."""

VISITING_SLOTS_PER_DAY_MAX = 4

OFFERS_POSTED_PER_HOUR = 60
"""New drafts of one person: a chain with many shops still gets through, a script that fills the database is stopped."""

SAME_OFFER_DAYS = 31
"""Two sources speak of one offer only if they published it within a month of each other: whoever advertises an opening
in several places does so in weeks, and later it is more likely the next opening (design)."""

SAME_DOOR_M = 200
"""Two doors no further apart may be one: as far as addresses and surveyed places differ here (seed_data/README.md)."""

MEETING_LATE_MIN_MINUTES = 5
MEETING_LATE_MAX_MINUTES = 60
"""What "I'm late" may announce; later than that is another time."""

TRUSTED_NAME_MAX_CHARS = 60

TRUSTED_CONTACT_KEPT_DAYS = 7
"""After a meeting: long enough to ask what happened. Of one that did not take place it goes at once."""

SESSION_LIFETIME_DAYS = 180
"""A guest who plays every few weeks stays in; the session is renewed by use (design)."""

GUEST_UNUSED_DAYS = SESSION_LIFETIME_DAYS
"""A guest's only key is their session: when it has ended nobody can open the account again, and it is erased."""

OUTBOX_MAIL_KEPT_DAYS = 7
"""A mail that no server took for a week is no use any more: its code is long dead."""

WALKING_DAY_KEPT_DAYS = 30
"""How much of a day's budget was used: a month shows an organiser whether it was one odd day (design)."""

NOTIFICATION_KEPT_DAYS = 90
"""An inbox is for what is going on; what is older has been dealt with or never will be (design)."""

NOTIFICATIONS_PER_PAGE = 50

MAX_PUSH_SUBSCRIPTIONS = 5
"""Browsers of one player that get pushes: a phone, a desk, and some that were never signed out; the oldest goes."""

PUSH_ENDPOINT_MAX_CHARS = 1_000
"""The longest addresses of push services in use are about 500 characters."""

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

SETTLED_REPORT_KEPT_DAYS = 365
"""After an organiser dealt with it: a second report about somebody should meet the first, for a year (design)."""

JOKER_CHANGE_KEPT_DAYS = 365
"""Why somebody was declined or suspended, for whoever looks at their next application; their state itself stays."""

PAST_SLOT_KEPT_DAYS = 7
"""Days off and single slots that are over help nobody to find a free Joker; a week shows what went wrong."""

SIGN_IN_CODE_DIGITS = 6
SIGN_IN_CODE_MINUTES = 10
SIGN_IN_CODE_TRIES = 5
"""In the browser that asked for the code. Five guesses at a million codes: one in 200,000 is right. Ten minutes are
enough to open a mail (design)."""

SIGN_IN_CODE_STRANGER_TRIES = 5
"""In all other browsers together, counted apart: wrong codes of strangers cost no try of the browser that asked. Not
zero, because a code may be asked for at a desk and typed on a phone. A code can thus be guessed at ten times: one in
100,000 (design)."""

SIGN_IN_CODE_MARK_MINUTES = 60
"""How long a browser is known as the one that asked: longer than a code, so that asking again is no other browser."""

TOO_YOUNG_HOURS = 12
"""How long a browser that answered "under 15" is answered the same: another answer at once is no birthday, and on a
shared computer the next day belongs to somebody else (design)."""

PASSKEY_CHALLENGE_MINUTES = 10
"""As a code's: enough to look for the phone, too little to be worth stealing (design)."""

PASSKEYS_PER_ACCOUNT_MAX = 10
"""A phone, a tablet, a school's computer, and some that were lost (design)."""

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

ORGANISATION_NAME_MAX_CHARS = 120
"""Three lines of a phone; longer ones are addresses and slogans (design)."""

ORGANISATIONS_PER_ACCOUNT_MAX = 10
"""A recruiter of an agency answers for some; a script that fills the organiser's list is stopped (design)."""

ORGANISATIONS_PER_CLIENT_PER_HOUR = 30
"""A job fair's desk registers its exhibitors behind one address; each one is work for an organiser (design)."""

INVITATION_DAYS = 14
"""A holiday, and a week to read one's mails (design)."""

INVITATIONS_PER_ORGANISATION_MAX = 20
"""That wait at once: nobody recruits with more than a school class (design)."""

INVITATIONS_PER_ADDRESS_PER_HOUR = 5
INVITATIONS_PER_CLIENT_PER_HOUR = 30
"""Each one is a mail to somebody who did not ask for it (design)."""
