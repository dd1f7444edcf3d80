"""The desk of organisations, and the one place from which people are written to about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from game_rules.organisations.members import Member
from game_rules.organisations.organisation import Organisation, OrganisationAction
from server.persistence.ids import new_id
from server.services.mail import queue_mail
from server.services.organisations.texts import decision_text, new_owner_text, to_verify_text, unanswered_text
from server.services.ports import JobQueue, Mail, UnitOfWork

EMPLOYER_PAGE = "/recruter"
ORGANISER_PAGE = "/organiser/structures"


@dataclass(frozen=True, slots=True)
class OrganisationDesk:
    """`base_url` is where this game is reached. Without `organiser_mail` what is to decide waits in their list."""

    jobs: JobQueue
    base_url: str
    organiser_mail: str | None = None


def mail_decision(
    unit: UnitOfWork,
    desk: OrganisationDesk,
    members: Iterable[Member],
    organisation: Organisation,
    action: OrganisationAction,
    reason: str | None,
    now: datetime,
) -> None:
    """Tells the members what an organiser decided, why, and how to answer."""
    page = desk.base_url + EMPLOYER_PAGE
    for member in members:
        subject, text = decision_text(member.language, action, organisation.name, reason, page, desk.organiser_mail)
        queue_mail(unit, desk.jobs, Mail(new_id(now), member.email, subject, text, now))


def mail_new_owner(unit: UnitOfWork, desk: OrganisationDesk, heir: Member, name: str, now: datetime) -> None:
    """Tells somebody that they own the organisation from now on, since whoever did has left."""
    subject, text = new_owner_text(heir.language, name, desk.base_url + EMPLOYER_PAGE)
    queue_mail(unit, desk.jobs, Mail(new_id(now), heir.email, subject, text, now))


def mail_organiser_to_verify(
    unit: UnitOfWork, desk: OrganisationDesk, organisation: Organisation, now: datetime
) -> None:
    """Tells the organiser, where they have an address, that somebody waits for them."""
    _mail_organiser(unit, desk, to_verify_text(organisation, desk.base_url + ORGANISER_PAGE), now)


def mail_organiser_unanswered(
    unit: UnitOfWork, desk: OrganisationDesk, organisation: Organisation, withdrawn: int, now: datetime
) -> None:
    """Tells the organiser that nobody answers for the organisation any more, and how many offers went with that."""
    _mail_organiser(unit, desk, unanswered_text(organisation, withdrawn, desk.base_url + ORGANISER_PAGE), now)


def _mail_organiser(unit: UnitOfWork, desk: OrganisationDesk, words: tuple[str, str], now: datetime) -> None:
    if desk.organiser_mail is not None:
        queue_mail(unit, desk.jobs, Mail(new_id(now), desk.organiser_mail, *words, now))
