"""An answer tapped in a mail: what it would do, and doing it, in the name of the member whose mail it was."""

from dataclasses import dataclass, replace

from game_rules.addressed_events import AddressedEvent
from game_rules.applications.application import (
    ANSWERS,
    Answer,
    ApplicationActor,
    ApplicationState,
    next_application_state,
)
from game_rules.applications.interview import NewInterview
from game_rules.applications.views import AnswerOvertaken, ApplicationView
from game_rules.offers.drafts import AtDoor
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason, Refused
from game_rules.territory.territory import Place
from server.services.applications.answer import answer_application
from server.services.applications.answer_links import AnswerLink
from server.services.applications.views import views_of
from server.services.context import Context, Unit
from server.texts.applications import label_of, said_of_invitation, standing_of


@dataclass(frozen=True, slots=True)
class TappedAnswer:
    """For the page of a link, in its member's language. `is_given`: the application stands where the link leads.

    `invitation` is when and where, or which number, was said. `door` is the address of the offer, None without a door;
    `places` are the campaign's public ones; `phone` is the offer's number. `stands` says what was answered since the
    mail left, None where nothing was; `may_replace` then tells whether this answer can take its place, and `version` at
    which version. Of what `is_withdrawn` neither name nor words are told.
    """

    language: Language
    name: str
    title: str
    label: str
    version: int
    invitation: str
    door: str | None
    places: tuple[Place, ...]
    phone: str | None
    is_of_minor: bool
    is_given: bool = False
    is_withdrawn: bool = False
    stands: str | None = None
    may_replace: bool = False
    events: tuple[AddressedEvent, ...] = ()


def look_at_answer(context: Context, link: AnswerLink) -> TappedAnswer:
    """Tells what the link would do; nothing is changed. Raises Refused(application_not_found | not_allowed_now)."""
    with context.unit() as unit:
        view, tapped = _read(unit, link)
    if not (tapped.is_given or tapped.is_withdrawn or tapped.stands):
        next_application_state(view.application.state, ANSWERS[link.tap.answer], ApplicationActor.EMPLOYER)
    return tapped


def follow_answer_link(
    context: Context, link: AnswerLink, interview: NewInterview | None = None, phone: str | None = None
) -> TappedAnswer:
    """Answers, with what the page asked for; followed again it changes nothing, and where something else was answered
    since, neither.

    Raises what `answer_application` raises, save AnswerOvertaken.
    """
    answer = Answer(link.tap.answer, link.tap.ground, interview=interview, phone=phone)
    try:
        done = answer_application(context, link.account_id, link.application_id, link.version, answer)
    except AnswerOvertaken:
        return look_at_answer(context, link)
    return replace(look_at_answer(context, link), events=done.events)


def _read(unit: Unit, link: AnswerLink) -> tuple[ApplicationView, TappedAnswer]:
    application = unit.applications.for_answer(link.application_id, link.account_id)
    member = unit.accounts.player_of_account(link.account_id)
    if application is None or member is None:
        raise Refused(RefusalReason.APPLICATION_NOT_FOUND)
    (view,) = views_of(unit, [application])
    state, language = application.state, member.language
    is_given = (state, application.refusal_reason) == (link.tap.answer, link.tap.ground)
    is_overtaken = (view.version != link.version or application.hire is not None) and not is_given
    offer, campaign = unit.posted_offers.offer(application.offer_id), unit.context.campaign
    place = offer.draft.place if offer else None
    return view, TappedAnswer(
        language=language,
        name=application.first_name,
        title=view.offer.title,
        label=label_of(language, link.tap.answer, link.tap.ground),
        version=view.version,
        invitation=said_of_invitation(language, application, unit.zone),
        door=(place.address or view.offer.organisation) if isinstance(place, AtDoor) else None,
        places=tuple(campaign.staffed_places.values()) if campaign else (),
        phone=view.offer.phone,
        is_of_minor=view.is_of_minor,
        is_given=is_given,
        is_withdrawn=state is ApplicationState.WITHDRAWN,
        stands=standing_of(language, application, view.changes[-1].action) if is_overtaken else None,
        may_replace=link.tap.answer in view.answers,
    )
