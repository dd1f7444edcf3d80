"""The link of the mail before an offer's end."""

from datetime import date
from uuid import UUID

from game_rules.people.players import Language
from server.http.public.mailed_links import Form, LinkPage, MailedLink, Payload
from server.services.app_context import AppContext
from server.services.offers.extend import ExtendLink, Extension, follow_link, look_at_link
from server.texts.dates import day_in_full


def extend_link(app: AppContext) -> MailedLink:
    """Keeps an offer for a month more."""

    def ask(payload: Payload) -> LinkPage:
        return _question(look_at_link(app.context(), _read(payload)))

    def do(payload: Payload, _form: Form) -> LinkPage:
        return _done(follow_link(app.context(), _read(payload)))

    return MailedLink(ask, do)


def _read(payload: Payload) -> ExtendLink:
    return ExtendLink(UUID(payload["account"]), UUID(payload["offer"]), date.fromisoformat(payload["expires_on"]))


def _question(what: Extension) -> LinkPage:
    if what.until is None:
        return _changed(what)
    day = day_in_full(what.language, what.until)
    if what.language is Language.ENGLISH:
        return LinkPage(what.language, what.title, f"Keep this offer until {day}?", "Yes, keep it")
    return LinkPage(what.language, what.title, f"Garder cette offre jusqu’au {day}\u202f?", "Oui, la garder")


def _done(what: Extension) -> LinkPage:
    if what.until is None:
        return _changed(what)
    day = day_in_full(what.language, what.until)
    if what.language is Language.ENGLISH:
        return LinkPage(what.language, what.title, f"Done: this offer stays until {day}. Thank you!")
    return LinkPage(what.language, what.title, f"C’est fait : cette offre reste jusqu’au {day}. Merci !")


def _changed(what: Extension) -> LinkPage:
    if what.language is Language.ENGLISH:
        return LinkPage(what.language, what.title, "The end of this offer has been changed already. Nothing to do.")
    return LinkPage(what.language, what.title, "La fin de cette offre a déjà été changée. Il n’y a rien à faire.")
