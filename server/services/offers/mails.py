"""Mails to the people of an organisation about an offer of theirs."""

from datetime import date

from game_rules.notifications.notification import quiet_ends
from game_rules.offers.lifecycle import OfferAction
from game_rules.offers.posted import PostedOffer
from server.persistence.ids import new_id
from server.services.context import Unit
from server.services.links import LinkPurpose
from server.services.mail import queue_mail
from server.services.ports import Mail
from server.texts.offers import decision_text, ending_text


def mail_members_of_decision(unit: Unit, offer: PostedOffer, action: OfferAction, reason: str | None) -> None:
    """Mails the members what an organiser has decided about the offer, in the caller's unit."""
    for reader in unit.organisations.members(offer.organisation.id):
        subject, text = decision_text(reader.language, action, offer.draft.title, reason)
        queue_mail(unit, Mail(new_id(unit.now), reader.email, subject, text, unit.now))


def mail_members_of_end(unit: Unit, offer: PostedOffer, expires_on: date) -> None:
    """That it is about to end, with a link of their own that extends it; in the caller's unit, not at night."""
    due_at = quiet_ends(unit.now, unit.zone, unit.limits)
    for reader in unit.organisations.members(offer.organisation.id):
        payload = {
            "account": str(reader.account_id),
            "offer": str(offer.id),
            "expires_on": expires_on.isoformat(),
        }
        link = unit.context.links.one_tap(LinkPurpose.EXTEND_OFFER, payload)
        subject, text = ending_text(reader.language, offer.draft.title, expires_on, link)
        mail = Mail(new_id(unit.now), reader.email, subject, text, unit.now)
        queue_mail(unit, mail, not_before=due_at if due_at > unit.now else None)
