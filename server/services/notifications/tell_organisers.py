"""Organisers are told of a case: a line and a push for each who has an account, and a mail, all of it at once."""

from game_rules.cases.case import Case
from game_rules.notifications.notification import NotificationKind
from server.persistence.ids import new_id
from server.services.context import Unit
from server.services.mail import queue_mail
from server.services.notifications.notify import Notice, notify
from server.services.ports import Mail
from server.texts.cases import case_text

CASES_PAGE = "/organiser/cases"


def is_organiser_told(unit: Unit) -> bool:
    """Tells whether a case reaches anybody by mail: without, it waits in the list until somebody looks."""
    return unit.context.organiser_mail is not None or any(one.email for one in unit.accounts.organisers())


def tell_organisers(unit: Unit, case: Case) -> None:
    """Tells of the case, in the caller's unit. The mail names nobody: it leads to the page, where names stand."""
    organisers = unit.accounts.organisers()
    for organiser in organisers:
        notify(unit, organiser.id, Notice(NotificationKind.CASE_OPENED, case.id, occasion=unit.now.isoformat()))
    page = f"{unit.context.links.base}{CASES_PAGE}/{case.id}"
    subject, text = case_text(case, page, is_new=case.opened_at == unit.now)
    addresses = {organiser.email for organiser in organisers} | {unit.context.organiser_mail}
    for address in sorted(one for one in addresses if one is not None):
        queue_mail(unit, Mail(new_id(unit.now), address, subject, text, unit.now), is_urgent=True)
