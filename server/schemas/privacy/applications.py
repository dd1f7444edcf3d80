"""Somebody's download of what they told employers, and of offers kept for later."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from game_rules.applications.application import ApplicationState, RefusalGround
from game_rules.applications.interview import Response
from game_rules.applications.views import ApplicationView
from server.schemas.applications import ApplicationChangeOut, InterviewOut
from server.schemas.base import Outgoing


class ApplicationExport(Outgoing):
    """An application, and what the employer answered."""

    id: UUID
    offer_id: UUID
    title: str
    organisation: str
    state: ApplicationState
    first_name: str
    can_do: str
    available: str
    questions: list[str]
    answers: list[str]
    refusal_reason: RefusalGround | None
    reply: str | None = Field(description="The employer's own words.")
    sent_at: AwareDatetime
    seen_at: AwareDatetime | None
    answered_at: AwareDatetime | None
    reminded_on: date | None
    interview: InterviewOut | None
    phone: str | None = Field(description="The employer's, to call first.")
    response: Response | None
    response_words: str | None
    changes: list[ApplicationChangeOut] = Field(description="Oldest first.")

    @classmethod
    def of(cls, view: ApplicationView) -> "ApplicationExport":
        one = view.application
        return cls(
            id=one.id,
            offer_id=one.offer_id,
            title=view.offer.title,
            organisation=view.offer.organisation,
            state=one.state,
            first_name=one.first_name,
            can_do=one.can_do,
            available=one.available,
            questions=list(one.questions),
            answers=list(one.answers),
            refusal_reason=one.refusal_reason,
            reply=one.reply,
            sent_at=one.sent_at,
            seen_at=one.seen_at,
            answered_at=one.answered_at,
            reminded_on=one.reminded_on,
            interview=InterviewOut.of(one.interview) if one.interview else None,
            phone=one.phone,
            response=one.response,
            response_words=one.response_words,
            changes=[ApplicationChangeOut.of(change) for change in view.changes],
        )


class SavedOfferExport(Outgoing):
    """An offer that is kept for later."""

    offer_id: UUID
    saved_on: date
