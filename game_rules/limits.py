"""Numbers that a campaign may override, each with its unit, its reason and its source.

Rules take `Limits` as an argument, so that a campaign or a test may use others. "Design" means a choice of the
game's makers, to be revisited with what players report. Bounds that nobody overrides stand in the `limits` of their
trade, bounds of messages and texts in `wire_limits` and `text_limits`, and how long things are kept in
`privacy.retention`.
"""

from dataclasses import dataclass

KMH = 1000 / 3600
"""One kilometre per hour in metres per second."""


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

    meeting_ask_if_well_s: float = 900.0
    """After the start: a quarter of an hour late is a bus; later than that, people send word (design)."""

    meeting_check_out_grace_s: float = 1800.0
    """After the end: half an hour of "one more thing" is no alarm, a silence after it is one (design)."""

    meeting_radius_m: float = 100.0
    """Around the point of a place: a town hall or a library is a building with several doors (design)."""

    meeting_place_accuracy_max_m: float = 50.0
    """A place that is known worse than this may be another building: no position tells that somebody is at it. Added to
    the reach, as it once was, the vagueness of one let somebody 457 m away be there (tried)."""

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
