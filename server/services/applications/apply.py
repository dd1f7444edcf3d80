"""A player tells an employer that an offer interests them; the employer gets a mail to answer with one tap."""

from datetime import timedelta
from uuid import UUID

from game_rules.applications.application import (
    Application,
    ApplicationAction,
    ApplicationActor,
    ApplicationState,
    Interest,
    clean_interest,
    next_application_state,
)
from game_rules.offers.findable import why_hidden
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.wording.contact_data import check_contact_data
from server.persistence.ids import new_id
from server.services.applications.mails import MailAbout, mail_readers
from server.services.applications.views import ApplicationMoved, moved
from server.services.context import Context, Unit
from server.services.ports import CountOfGuestOrNot, uncounted


def apply_to_offer(
    context: Context, offer_id: UUID, interest: Interest, count: CountOfGuestOrNot = uncounted
) -> ApplicationMoved:
    """Keeps the application, and mails it to the organisation's members. The same words sent again change nothing.

    `count` is told just before it is sent, and may raise to have nothing sent. Raises Refused(offer_not_discovered |
    already_applied | offer_not_open | applications_not_taken | answers_do_not_fit | account_needed |
    too_many_applications | messages_paused | invalid_name | invalid_text | contact_data_found); account_needed for all
    offers but a guest's first.
    """
    interest = clean_interest(interest)
    with context.unit() as unit:
        # Before the player's lock: whoever fills the offer locks it first, too, and then those who applied.
        offer = unit.applications.offer_to_apply_for(offer_id)
        unit.accounts.lock_player(context.player_id)
        if offer is None or offer_id not in unit.achievements.discoveries(context.player_id):
            raise Refused(RefusalReason.OFFER_NOT_DISCOVERED)
        known = unit.applications.lock_of(context.player_id, offer_id)
        if known is not None and known.interest == interest and known.state is not ApplicationState.WITHDRAWN:
            return moved(unit, known)
        if known is not None:
            next_application_state(known.state, ApplicationAction.SEND, ApplicationActor.PLAYER)
        if not unit.measures.may_write(context.player_id, context.now):
            raise Refused(RefusalReason.MESSAGES_PAUSED)
        if why_hidden(offer.state, offer.expires_on, unit.today, offer.organisation_state) is not None:
            raise Refused(RefusalReason.OFFER_NOT_OPEN)
        if not offer.has_readers:
            raise Refused(RefusalReason.APPLICATIONS_NOT_TAKEN)
        if len(interest.answers) != len(offer.questions):
            raise Refused(RefusalReason.ANSWERS_DO_NOT_FIT)
        age = unit.accounts.age_band_of_player(context.player_id) or AgeBand.UNDER_15
        check_contact_data(interest.texts, age, AgeBand.FROM_18, confirmed=interest.confirmed)
        is_guest = unit.accounts.is_guest(context.player_id)
        if (
            is_guest
            and known is None
            and len(unit.applications.of_player(context.player_id)) >= context.limits.guest_applications_max
        ):
            raise Refused(RefusalReason.ACCOUNT_NEEDED)
        if (
            unit.applications.count_sent_since(context.player_id, context.now - timedelta(days=1))
            >= context.limits.applications_per_day_max
        ):
            raise Refused(RefusalReason.TOO_MANY_APPLICATIONS)
        count(is_guest=is_guest)
        application = _send(unit, known, offer_id, interest, offer.questions)
        sent = moved(unit, application)
        mail_readers(unit, sent.view, MailAbout.NEW)
        unit.commit()
    return sent


def _send(
    unit: Unit, known: Application | None, offer_id: UUID, interest: Interest, questions: tuple[str, ...]
) -> Application:
    application = Application(
        id=known.id if known else new_id(unit.now),
        offer_id=offer_id,
        player_id=unit.player_id,
        state=ApplicationState.SENT,
        first_name=interest.first_name,
        can_do=interest.can_do,
        available=interest.available,
        questions=questions,
        answers=interest.answers,
        sent_at=unit.now,
        changed_at=unit.now,
    )
    if known is None:
        unit.applications.add(application)
    else:
        unit.applications.move(application, ApplicationAction.SEND, ApplicationActor.PLAYER)
    return application
