"""The life of an application ("Je suis intéressé·e"): its states, the allowed moves, who may make them, and its days.

sent -> seen -> meeting_proposed | phone | refused -> met -> hired | not_now; the player withdraws, silence or a filled
offer closes. Good news is never too late: it opens again what an employer refused or what was closed. That somebody is
hired is held back until its employer can undo it no more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from game_rules.applications.interview import Interview, NewInterview, Response
from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.people.players import clean_display_name
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import APPLICATION_REPLY_MAX_CHARS, APPLICATION_TEXT_MAX_CHARS
from game_rules.texts import clean_text
from game_rules.undo import is_undoable


class ApplicationState(StrEnum):
    """States of an application. `phone`: the employer wants to talk first; `not_now`: they met, and nothing came of it
    this time; `closed`: nobody answered in time, or the offer was filled."""

    SENT = "sent"
    SEEN = "seen"
    MEETING_PROPOSED = "meeting_proposed"
    PHONE = "phone"
    REFUSED = "refused"
    MET = "met"
    HIRED = "hired"
    NOT_NOW = "not_now"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


UNANSWERED = frozenset({ApplicationState.SENT, ApplicationState.SEEN})

UNDER_WAY = UNANSWERED | {ApplicationState.MEETING_PROPOSED, ApplicationState.PHONE, ApplicationState.MET}
"""Something may still come of it without anybody changing their mind."""


class ApplicationAction(StrEnum):
    """Moves of an application. `remind` is the player's call after a silence, `respond` what they say to an interview
    or a call, `restore` undoes a withdrawal, `put_off` is the employer's "not now", `close` the end of the wait, `fill`
    that of the offer."""

    SEND = "send"
    SEE = "see"
    PROPOSE_MEETING = "propose_meeting"
    PHONE = "phone"
    REFUSE = "refuse"
    MEET = "meet"
    HIRE = "hire"
    PUT_OFF = "put_off"
    REMIND = "remind"
    RESPOND = "respond"
    WITHDRAW = "withdraw"
    RESTORE = "restore"
    CLOSE = "close"
    FILL = "fill"


class ApplicationActor(StrEnum):
    """Actors who move an application: the one who applied, the organisation's people, or the clock."""

    PLAYER = "player"
    EMPLOYER = "employer"
    CLOCK = "clock"


class RefusalGround(StrEnum):
    """Reasons why an employer says no. A list: a reason helps for the next time, and none of these is one that French
    law forbids (Code du travail L.1132-1: origin, age, sex, health, place of residence …). `other` needs words."""

    ANOTHER_CHOSEN = "another_chosen"
    POSITION_FILLED = "position_filled"
    POSITION_WITHDRAWN = "position_withdrawn"
    EXPERIENCE = "experience"
    QUALIFICATION = "qualification"
    SCHEDULE = "schedule"
    START_DATE = "start_date"
    OTHER = "other"


ANSWERS: Mapping[ApplicationState, ApplicationAction] = MappingProxyType(
    {
        ApplicationState.MEETING_PROPOSED: ApplicationAction.PROPOSE_MEETING,
        ApplicationState.PHONE: ApplicationAction.PHONE,
        ApplicationState.REFUSED: ApplicationAction.REFUSE,
        ApplicationState.MET: ApplicationAction.MEET,
        ApplicationState.HIRED: ApplicationAction.HIRE,
        ApplicationState.NOT_NOW: ApplicationAction.PUT_OFF,
    }
)
"""What an employer can answer, named by where it leads."""

_PLAYER = frozenset({ApplicationActor.PLAYER})
_EMPLOYER = frozenset({ApplicationActor.EMPLOYER})
_CLOCK = frozenset({ApplicationActor.CLOCK})
_INVITED = frozenset({ApplicationState.MEETING_PROPOSED, ApplicationState.PHONE})
_TURNED_DOWN = frozenset({ApplicationState.REFUSED, ApplicationState.NOT_NOW, ApplicationState.CLOSED})
_ANSWERED_FROM: Mapping[ApplicationAction, frozenset[ApplicationState]] = MappingProxyType(
    {
        # The same answer again adds words, or another reason, to one tapped in a hurry.
        ApplicationAction.PROPOSE_MEETING: UNANSWERED | _INVITED | _TURNED_DOWN,
        ApplicationAction.PHONE: UNANSWERED | _INVITED | _TURNED_DOWN,
        ApplicationAction.REFUSE: UNANSWERED | _INVITED | {ApplicationState.REFUSED},
        # Somebody may drop by before anybody has read what they wrote.
        ApplicationAction.MEET: UNANSWERED | _INVITED,
        ApplicationAction.HIRE: _INVITED | {ApplicationState.MET},
        ApplicationAction.PUT_OFF: _INVITED | {ApplicationState.MET},
    }
)


@dataclass(frozen=True, slots=True)
class ApplicationTransition:
    """An allowed move: who may make it, and where it leads."""

    actors: frozenset[ApplicationActor]
    to_state: ApplicationState


_TRANSITIONS: Mapping[tuple[ApplicationState, ApplicationAction], ApplicationTransition] = MappingProxyType(
    {
        (state, ANSWERS[to_state]): ApplicationTransition(_EMPLOYER, to_state)
        for to_state in ANSWERS
        for state in _ANSWERED_FROM[ANSWERS[to_state]]
    }
    | {
        (ApplicationState.SENT, ApplicationAction.SEE): ApplicationTransition(_EMPLOYER, ApplicationState.SEEN),
        (ApplicationState.WITHDRAWN, ApplicationAction.SEND): ApplicationTransition(_PLAYER, ApplicationState.SENT),
    }
    | {(state, ApplicationAction.REMIND): ApplicationTransition(_PLAYER, state) for state in UNANSWERED}
    | {(state, ApplicationAction.RESPOND): ApplicationTransition(_PLAYER, state) for state in _INVITED}
    | {(state, ApplicationAction.CLOSE): ApplicationTransition(_CLOCK, ApplicationState.CLOSED) for state in UNANSWERED}
    | {
        (state, action): ApplicationTransition(actors, to_state)
        for state in UNDER_WAY
        for action, actors, to_state in (
            (ApplicationAction.WITHDRAW, _PLAYER, ApplicationState.WITHDRAWN),
            (ApplicationAction.FILL, _EMPLOYER, ApplicationState.CLOSED),
        )
    }
)
"""Who withdrew is not written to any more, and may apply again. Being hired is the end."""


def next_application_state(
    state: ApplicationState, action: ApplicationAction, actor: ApplicationActor
) -> ApplicationState:
    """The state after `action`. Raises Refused(not_allowed_now) where it is not among the allowed moves, and
    Refused(already_applied) for applying twice."""
    transition = _TRANSITIONS.get((state, action))
    if transition is not None and actor in transition.actors:
        return transition.to_state
    raise Refused(RefusalReason.ALREADY_APPLIED if action is ApplicationAction.SEND else RefusalReason.NOT_ALLOWED_NOW)


def answers_allowed(state: ApplicationState, *, to_minor: bool) -> tuple[ApplicationState, ...]:
    """Returns the answers that an employer may give now, in the order in which they are shown. A minor is not asked to
    talk on the phone: that takes a number."""
    return tuple(
        answer
        for answer, action in ANSWERS.items()
        if (state, action) in _TRANSITIONS and not (to_minor and answer is ApplicationState.PHONE)
    )


_BESIDES_ANSWERS = frozenset(
    {ApplicationAction.SEE, ApplicationAction.REMIND, ApplicationAction.RESPOND, ApplicationAction.CLOSE}
)


def version_after(actions: Iterable[ApplicationAction]) -> int:
    """Returns the version of an application to which all these happened: an answer names the one that it answers to.

    It counts what an answer has to know of: other answers, a filled offer, taking back and applying anew. Reading,
    asking again, saying yes and the end of waiting are nothing that an answer could undo. A withdrawal that was undone
    counts no more: an answer to what stood before it answers to what stands again.
    """
    return sum(-1 if action is ApplicationAction.RESTORE else action not in _BESIDES_ANSWERS for action in actions)


@dataclass(frozen=True, slots=True)
class Interest:
    """A player's words to an employer. `answers` are to the offer's questions; an empty one leaves it open.

    `confirmed`: a minor wants the contact data in them to go out; it makes them no other words.
    """

    first_name: str
    can_do: str
    available: str
    answers: tuple[str, ...]
    confirmed: bool = field(default=False, compare=False)

    @property
    def texts(self) -> dict[str, str]:
        """All of them, by their JSON pointers in the message."""
        answers = {f"/answers/{place}": answer for place, answer in enumerate(self.answers)}
        return {"/first_name": self.first_name, "/can_do": self.can_do, "/available": self.available, **answers}


def clean_interest(interest: Interest) -> Interest:
    """The words as they are kept. Raises Refused(invalid_name | invalid_text); only "what I can do" has to be said."""
    return Interest(
        first_name=clean_display_name(interest.first_name),
        can_do=clean_text(interest.can_do, APPLICATION_TEXT_MAX_CHARS),
        available=_clean_if_any(interest.available, APPLICATION_TEXT_MAX_CHARS) or "",
        answers=tuple(_clean_if_any(one, APPLICATION_TEXT_MAX_CHARS) or "" for one in interest.answers),
        confirmed=interest.confirmed,
    )


def _clean_if_any(text: str | None, max_chars: int) -> str | None:
    return clean_text(text, max_chars) if text and text.strip() else None


@dataclass(frozen=True, slots=True)
class Answer:
    """An employer's answer: where it leads, why if it is a refusal, when and where or which number if it is an
    invitation, and maybe some words. `phone` is in international form."""

    state: ApplicationState
    ground: RefusalGround | None = None
    reply: str | None = None
    interview: NewInterview | None = None
    phone: str | None = None


def clean_answer(answer: Answer) -> Answer:
    """The answer as it is kept: only a refusal has a ground, and every refusal has one; the same for an invitation to
    meet and when and where, and for one to talk and its number.

    Raises Refused(refusal_reason_needed), for `other` without words too, Refused(slot_invalid) without a time or a
    number, and Refused(invalid_text) for too many words.
    """
    reply = _clean_if_any(answer.reply, APPLICATION_REPLY_MAX_CHARS)
    if answer.state is ApplicationState.MEETING_PROPOSED:
        if answer.interview is None:
            raise Refused(RefusalReason.SLOT_INVALID)
        return Answer(answer.state, None, reply, interview=answer.interview)
    if answer.state is ApplicationState.PHONE:
        if answer.phone is None:
            raise Refused(RefusalReason.SLOT_INVALID)
        return Answer(answer.state, None, reply, phone=answer.phone)
    if answer.state is not ApplicationState.REFUSED:
        return Answer(answer.state, None, reply)
    if answer.ground is None or (answer.ground is RefusalGround.OTHER and reply is None):
        raise Refused(RefusalReason.REFUSAL_REASON_NEEDED)
    return Answer(answer.state, answer.ground, reply)


@dataclass(frozen=True, slots=True)
class HeldHire:
    """Good news that its employer can still undo, and of which the one who applied knows nothing yet. `due_at` is when
    they are told, with the words of `reply`."""

    due_at: datetime
    reply: str | None


@dataclass(frozen=True, slots=True)
class Application:
    """A player's message to an employer about an offer, and what came of it.

    `answers` belong to `questions`, which are the offer's when it was sent: an empty one was left open. `reply` is in
    the employer's words. `seen_at` and `answered_at` are of the first time. `reminded_on` is the local day on which the
    player asked again. `interview` or `phone` belong to the answer that stands, and `response` with its words to them;
    of an application that was withdrawn they stay, and are shown to nobody: that may be undone. `hire` is for the
    employer's side alone.
    """

    id: UUID
    offer_id: UUID
    player_id: UUID
    state: ApplicationState
    first_name: str
    can_do: str
    available: str
    questions: tuple[str, ...]
    answers: tuple[str, ...]
    sent_at: datetime
    changed_at: datetime
    refusal_reason: RefusalGround | None = None
    reply: str | None = None
    seen_at: datetime | None = None
    answered_at: datetime | None = None
    reminded_on: date | None = None
    interview: Interview | None = None
    phone: str | None = None
    response: Response | None = None
    response_words: str | None = None
    hire: HeldHire | None = None

    @property
    def interest(self) -> Interest:
        return Interest(self.first_name, self.can_do, self.available, self.answers)


def without_invitation(application: Application) -> Application:
    """Returns it with neither interview nor call: they are over, or another answer takes their place."""
    return replace(application, interview=None, phone=None, response=None, response_words=None)


def restored_state(
    moves: Sequence[tuple[ApplicationAction, ApplicationState, datetime]], now: datetime
) -> ApplicationState:
    """The state before a withdrawal that its player undoes. `moves` are all that happened: action, state after it, and
    when, oldest first. Raises Refused(not_allowed_now) where something else came last, or the time is over."""
    *before, (action, _, at) = moves
    if action is not ApplicationAction.WITHDRAW or not is_undoable(at, now) or not before:
        raise Refused(RefusalReason.NOT_ALLOWED_NOW)
    return before[-1][1]


def is_reminder_due(application: Application, day: date, zone: tzinfo, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the player may ask again on the local `day`: nobody has answered, and they have not asked yet."""
    if application.state not in UNANSWERED or application.reminded_on is not None:
        return False
    return day >= _sent_on(application, zone) + timedelta(days=limits.application_reminder_after_days)


def closes_on(application: Application, zone: tzinfo, limits: Limits = DEFAULT_LIMITS) -> date:
    """The last local day on which an answer is waited for; whoever asked again gives some days more."""
    waits_until = _sent_on(application, zone) + timedelta(days=limits.application_closes_after_days)
    if application.reminded_on is None:
        return waits_until
    return max(waits_until, application.reminded_on + timedelta(days=limits.application_reminder_grace_days))


def is_given_up(application: Application, day: date, zone: tzinfo, limits: Limits = DEFAULT_LIMITS) -> bool:
    """Tells whether the wait for an answer is over on the local `day`."""
    return application.state in UNANSWERED and day > closes_on(application, zone, limits)


def _sent_on(application: Application, zone: tzinfo) -> date:
    return application.sent_at.astimezone(zone).date()
