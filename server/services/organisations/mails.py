"""The one place from which people are written to about organisations."""

from collections.abc import Iterable

from game_rules.organisations.members import Member
from game_rules.organisations.organisation import Organisation, OrganisationAction
from server.persistence.ids import new_id
from server.services.context import Unit
from server.services.mail import queue_mail
from server.services.ports import Mail
from server.texts.organisations import decision_text, new_owner_text, to_verify_text, unanswered_text

EMPLOYER_PAGE = "/recruter"
ORGANISER_PAGE = "/organiser/structures"


def mail_decision(
    unit: Unit, members: Iterable[Member], organisation: Organisation, action: OrganisationAction, reason: str | None
) -> None:
    """Tells the members what an organiser decided, why, and how to answer."""
    page = unit.context.links.base + EMPLOYER_PAGE
    for member in members:
        subject, text = decision_text(
            member.language, action, organisation.name, reason, page, unit.context.organiser_mail
        )
        queue_mail(unit, Mail(new_id(unit.now), member.email, subject, text, unit.now))


def mail_new_owner(unit: Unit, heir: Member, name: str) -> None:
    """Tells somebody that they own the organisation from now on, since whoever did has left."""
    subject, text = new_owner_text(heir.language, name, unit.context.links.base + EMPLOYER_PAGE)
    queue_mail(unit, Mail(new_id(unit.now), heir.email, subject, text, unit.now))


def mail_organiser_to_verify(unit: Unit, organisation: Organisation) -> None:
    """Tells the organiser, where they have an address, that somebody waits for them."""
    _mail_organiser(unit, to_verify_text(organisation, unit.context.links.base + ORGANISER_PAGE))


def mail_organiser_unanswered(unit: Unit, organisation: Organisation, withdrawn: int) -> None:
    """Tells the organiser that nobody answers for the organisation any more, and how many offers went with that."""
    _mail_organiser(unit, unanswered_text(organisation, withdrawn, unit.context.links.base + ORGANISER_PAGE))


def _mail_organiser(unit: Unit, words: tuple[str, str]) -> None:
    if unit.context.organiser_mail is not None:
        queue_mail(unit, Mail(new_id(unit.now), unit.context.organiser_mail, *words, unit.now))
