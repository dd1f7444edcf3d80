"""An answer tapped in a mail: what it would do, and doing it, in the name of the member whose mail it was."""

from dataclasses import dataclass
from uuid import UUID

from game_rules.addressed_events import AddressedEvent
from game_rules.applications.application import ANSWERS, Answer, Application, ApplicationActor, next_application_state
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from server.services.applications.answer import answer_application
from server.services.applications.mails import TapAnswer, label_of
from server.services.context import Context, Unit


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """The content of a link: who answers what to which application."""

    account_id: UUID
    application_id: UUID
    tap: TapAnswer


@dataclass(frozen=True, slots=True)
class TappedAnswer:
    """For the page of a link, in its member's language. `is_given`: the application stands where the link leads."""

    language: Language
    name: str
    title: str
    label: str
    is_given: bool
    events: tuple[AddressedEvent, ...] = ()


def look_at_answer(context: Context, link: AnswerLink) -> TappedAnswer:
    """Tells what the link would do; nothing is changed. Raises Refused(application_not_found | not_allowed_now)."""
    with context.unit() as unit:
        application, tapped = _read(unit, link)
    if not tapped.is_given:
        next_application_state(application.state, ANSWERS[link.tap.answer], ApplicationActor.EMPLOYER)
    return tapped


def follow_answer_link(context: Context, link: AnswerLink) -> TappedAnswer:
    """Answers; followed again it changes nothing. Raises Refused(application_not_found | not_allowed_now)."""
    answer = Answer(link.tap.answer, link.tap.ground)
    done = answer_application(context, link.account_id, link.application_id, answer)
    with context.unit() as unit:
        _, tapped = _read(unit, link)
    return TappedAnswer(tapped.language, tapped.name, tapped.title, tapped.label, tapped.is_given, done.events)


def _read(unit: Unit, link: AnswerLink) -> tuple[Application, TappedAnswer]:
    application = unit.applications.for_reader(link.application_id, link.account_id)
    member = unit.accounts.player_of_account(link.account_id)
    if application is None or member is None:
        raise Refused(RefusalReason.APPLICATION_NOT_FOUND)
    offer = unit.applications.offers_of([application])[application.offer_id]
    is_given = (application.state, application.refusal_reason) == (link.tap.answer, link.tap.ground)
    label = label_of(member.language, link.tap)
    return application, TappedAnswer(member.language, application.first_name, offer.title, label, is_given)
