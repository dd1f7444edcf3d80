"""Payloads of "Je suis intéressé·e": what a player tells an employer, what came of it, and offers kept for later."""

from datetime import date
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from game_rules.applications.application import (
    Answer,
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    Interest,
    RefusalGround,
)
from game_rules.applications.interview import Interview, InterviewPlace, NewInterview, NewResponse, Response
from game_rules.applications.views import ApplicationChange, ApplicationView
from game_rules.kinds import OfferKind
from game_rules.offers.limits import OFFER_DETAIL_MAX_CHARS
from game_rules.people.limits import DISPLAY_NAME_MAX_CHARS
from game_rules.text_limits import APPLICATION_REPLY_MAX_CHARS, APPLICATION_TEXT_MAX_CHARS
from server.schemas.base import Incoming, Outgoing
from server.schemas.meetings import TrustedContactIn
from server.schemas.offers.content import PhoneNumber
from server.schemas.problems import Problem

MAX_QUESTIONS = 3
"""Of one offer; the database holds it too."""

AnswerText = Annotated[str, Field(max_length=APPLICATION_TEXT_MAX_CHARS)]


class ApplyIn(Incoming):
    """A player's words to an employer. No CV, and contact data only if they write it."""

    first_name: str = Field(min_length=1, max_length=DISPLAY_NAME_MAX_CHARS)
    can_do: str = Field(min_length=1, max_length=APPLICATION_TEXT_MAX_CHARS, description="What I can do.")
    available: AnswerText = Field(default="", description="When I can.")
    answers: list[AnswerText] = Field(
        default=[],
        max_length=MAX_QUESTIONS,
        description="One for each question of the offer, in their order; empty for one left open.",
    )
    confirmed: bool = Field(
        default=False, description="Only after `contact_data_found`: a minor wants what was found to go out."
    )

    def to_interest(self) -> Interest:
        return Interest(self.first_name, self.can_do, self.available, tuple(self.answers), self.confirmed)


EmployersAnswer = Literal[
    ApplicationState.MEETING_PROPOSED,
    ApplicationState.PHONE,
    ApplicationState.REFUSED,
    ApplicationState.MET,
    ApplicationState.HIRED,
    ApplicationState.NOT_NOW,
]


class InterviewIn(Incoming):
    """Time and place of an interview; with a minor at the offer's door or a public place, in its hours."""

    starts_at: AwareDatetime
    place: InterviewPlace
    place_id: UUID | None = Field(default=None, description="Of `public`: one of GET /api/staffed-places.")
    address: str | None = Field(default=None, max_length=OFFER_DETAIL_MAX_CHARS, description="Of `address`.")

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.place is InterviewPlace.PUBLIC) != (self.place_id is not None):
            raise ValueError("a public place, and no other, is named by its place_id")
        if (self.place is InterviewPlace.ADDRESS) != bool(self.address and self.address.strip()):
            raise ValueError("an address, and nothing else, is written out")
        return self

    def to_interview(self) -> NewInterview:
        return NewInterview(self.starts_at, self.place, self.place_id, self.address)


class AnswerIn(Incoming):
    """An employer's answer. `meeting_proposed` needs an `interview`, `phone` a `phone`."""

    version: int = Field(ge=0, description="Of the application as it was read; another one is an `edit_conflict`.")
    answer: EmployersAnswer = Field(description="One of `can`.")
    refusal_reason: RefusalGround | None = Field(default=None, description="Needed for `refused`; `other` needs words.")
    reply: str | None = Field(
        default=None, max_length=APPLICATION_REPLY_MAX_CHARS, description="Shown to the player as it is."
    )

    interview: InterviewIn | None = None
    phone: PhoneNumber | None = Field(default=None, description="The number to call.")

    @model_validator(mode="after")
    def _says_when_and_where(self) -> Self:
        if self.answer is ApplicationState.MEETING_PROPOSED and self.interview is None:
            raise ValueError("meeting_proposed needs an interview")
        if self.answer is ApplicationState.PHONE and self.phone is None:
            raise ValueError("phone needs a number")
        return self

    def to_answer(self) -> Answer:
        interview = self.interview.to_interview() if self.interview else None
        return Answer(self.answer, self.refusal_reason, self.reply, interview, self.phone)


class UndoHireIn(Incoming):
    """The version of the application that is meant."""

    version: int = Field(ge=0, description="Of the application as it was read; another one is an `edit_conflict`.")


class InterviewOut(Outgoing):
    """Time and place at which the employer proposes to meet."""

    starts_at: AwareDatetime
    place: str

    @classmethod
    def of(cls, interview: Interview) -> Self:
        return cls(starts_at=interview.starts_at, place=interview.place)


class ResponseIn(Incoming):
    """The applicant's word on the interview or the call that is proposed."""

    version: int = Field(ge=0, description="Of the application as it was read; another one is an `edit_conflict`.")
    response: Response
    words: str | None = Field(
        default=None, max_length=APPLICATION_TEXT_MAX_CHARS, description="Needed for another time and for a question."
    )
    confirmed: bool = Field(
        default=False, description="Only after `contact_data_found`: a minor wants what was found to go out."
    )

    trusted_contact: TrustedContactIn | None = Field(
        default=None, description="With a yes to an interview from a player under 18 (`trusted_contact_needed`)."
    )

    def to_response(self) -> NewResponse:
        return NewResponse(self.response, self.words, self.confirmed)


class OfferAppliedForOut(Outgoing):
    """The part of the offer that stays, whatever becomes of the offer."""

    id: UUID
    kind: OfferKind
    title: str
    organisation: str


class ApplicationChangeOut(Outgoing):
    """`fill` says that the offer was filled, `close` that nobody answered in time."""

    at: AwareDatetime
    action: ApplicationAction
    actor: ApplicationActor
    to_state: ApplicationState

    @classmethod
    def of(cls, change: ApplicationChange) -> Self:
        return cls(at=change.at, action=change.action, actor=change.actor, to_state=change.to_state)


class _Application(Outgoing):
    id: UUID
    offer: OfferAppliedForOut
    state: ApplicationState
    refusal_reason: RefusalGround | None
    reply: str | None = Field(description="The employer's own words.")
    sent_at: AwareDatetime
    seen_at: AwareDatetime | None
    answered_at: AwareDatetime | None = Field(description="The first time.")
    closes_on: date = Field(description="Last local day on which an answer is waited for.")
    version: int = Field(description="Moves with each answer, and when it is taken back or sent anew.")
    interview: InterviewOut | None
    response: Response | None = Field(description="To the interview or the call that is proposed.")
    response_words: str | None
    first_name: str
    can_do: str
    available: str
    questions: list[str] = Field(description="The offer's, when the application was sent.")
    answers: list[str] = Field(description="To the questions, in their order; empty where one was left open.")


class ApplicationOut(_Application):
    """An application, as the one who applied sees it."""

    phone: str | None = Field(description="The employer's number, if they gave one.")
    restorable_until: AwareDatetime | None = Field(
        description="Until then it can be undone that it was taken back; null where it was not."
    )
    reminder_due: bool = Field(description="Nobody has answered for long: asking again is worth points, once.")
    changes: list[ApplicationChangeOut] = Field(description="Oldest first.")

    @classmethod
    def of(cls, view: ApplicationView) -> Self:
        shared = _shared(view)
        return cls(
            **{**shared, "phone": shared["phone"] or view.offer.phone},
            restorable_until=view.restorable_until,
            reminder_due=view.is_reminder_due,
            changes=[ApplicationChangeOut.of(one) for one in view.changes],
        )


class ApplicationsOut(Outgoing):
    """The player's applications, the newest first."""

    applications: list[ApplicationOut]


class HeldHireOut(Outgoing):
    """Good news that can still be undone: when it is told, and with which words."""

    told_at: AwareDatetime
    reply: str | None

    @classmethod
    def of(cls, view: ApplicationView) -> "HeldHireOut | None":
        hire = view.application.hire
        return cls(told_at=hire.due_at, reply=hire.reply) if hire else None


class EmployerApplicationOut(_Application):
    """An application, as a member of the organisation sees it: a first name and what they wrote, nothing else."""

    phone: str | None = Field(description="The number that was given with `phone`.")
    can: list[ApplicationState] = Field(description="Answers that are possible now.")
    reachable: bool = Field(
        description="False for a guest whose phone takes no alerts: they see an answer when they open the game."
    )
    has_unchecked_link: bool = Field(
        description="A guest, whose address nobody has checked, wrote a link: show it as text, with a warning."
    )
    is_of_minor: bool = Field(description="Whoever wrote it is under 18.")
    hire: HeldHireOut | None = Field(description="Whoever wrote it is hired, and does not know it yet.")

    @classmethod
    def of(cls, view: ApplicationView) -> Self:
        return cls(
            **_shared(view),
            can=list(view.answers),
            hire=HeldHireOut.of(view),
            reachable=view.is_reachable,
            has_unchecked_link=view.has_unchecked_link,
            is_of_minor=view.is_of_minor,
        )


class StandingAnswerOut(Outgoing):
    """The answer that stands. Nothing is told of an application that was taken back but that it was."""

    state: ApplicationState
    version: int
    refusal_reason: RefusalGround | None
    reply: str | None
    interview: InterviewOut | None
    phone: str | None
    response: Response | None
    response_words: str | None
    can: list[ApplicationState]
    hire: HeldHireOut | None

    @classmethod
    def of(cls, view: ApplicationView) -> Self:
        one = view.application
        is_withdrawn = one.state is ApplicationState.WITHDRAWN
        return cls(
            state=one.state,
            version=view.version,
            refusal_reason=one.refusal_reason,
            reply=None if is_withdrawn else one.reply,
            **_invitation(one),
            can=list(view.answers),
            hire=HeldHireOut.of(view),
        )


class AnswerProblem(Problem):
    """A conflict of answers. Nothing was changed: show what stands, and ask."""

    standing: StandingAnswerOut | None = Field(default=None, description="With `edit_conflict`.")


class EmployerApplicationsOut(Outgoing):
    """Applications to an offer, the oldest first. Withdrawn ones are not among them."""

    applications: list[EmployerApplicationOut]


class SavedOffersOut(Outgoing):
    """Offers that the player keeps for later, the latest first."""

    offer_ids: list[UUID]


class ApplicationChangedOut(Outgoing):
    """`application_changed`: an application of the player's moved. What a worker does, such as closing after a long
    silence, is told by a `notification` alone: ask for all of them again then, and on each connection."""

    application: ApplicationOut


def _invitation(one: Application) -> dict[str, Any]:
    if one.state is ApplicationState.WITHDRAWN:
        # Kept for whoever undoes it, and shown to nobody.
        return {"interview": None, "phone": None, "response": None, "response_words": None}
    return {
        "interview": InterviewOut.of(one.interview) if one.interview else None,
        "phone": one.phone,
        "response": one.response,
        "response_words": one.response_words,
    }


def _shared(view: ApplicationView) -> dict[str, Any]:
    one, offer = view.application, view.offer
    return {
        "id": one.id,
        "offer": OfferAppliedForOut(id=offer.id, kind=offer.kind, title=offer.title, organisation=offer.organisation),
        "state": one.state,
        "refusal_reason": one.refusal_reason,
        "reply": one.reply,
        "sent_at": one.sent_at,
        "seen_at": one.seen_at,
        "answered_at": one.answered_at,
        "closes_on": view.closes_on,
        "version": view.version,
        **_invitation(one),
        "first_name": one.first_name,
        "can_do": one.can_do,
        "available": one.available,
        "questions": list(one.questions),
        "answers": list(one.answers),
    }
