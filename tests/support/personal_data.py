"""Places where the database refers to people, and what becomes of it when somebody asks for all that is known of them.

A new column that refers to an account, a player, or anything of theirs needs a line in one of the two tables here.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import MetaData

IN_EXPORT = {
    "account.email": "email",
    "account_role.account_id": "roles",
    "session.account_id": "sessions",
    "passkey.account_id": "passkeys",
    "player.account_id": "player_id",
    "device.player_id": "devices",
    "device_day.player_id": "device_days",
    "device_day.device_id": "device_days.device_id",
    "walking_day.player_id": "walking_days",
    "fog_block.player_id": "fog.features",
    "discovery.player_id": "discoveries",
    "ledger_entry.player_id": "points",
    "mail_outbox.to_address": "mails",
    "joker.player_id": "joker",
    "joker_slot.player_id": "joker.slots",
    "joker_day_off.player_id": "joker.days_off",
    "joker_extra_slot.player_id": "joker.extra_slots",
    "joker_transition.player_id": "joker.changes",
    "joker_identity_decision.player_id": "joker.identity_decisions",
    "help_request.asker_id": "calls",
    "help_request.joker_id": "calls",
    "call_recipient.joker_id": "calls_shown",
    "call_transition.call_id": "calls.changes",
    "help_message.call_id": "calls.messages",
    "help_message.sender_id": "calls.messages",
    "help_receipt.call_id": "calls.mine",
    "help_receipt.reader_id": "calls.theirs",
    "player_block.blocker_id": "blocked",
    "meeting.call_id": "meetings",
    "meeting.application_id": "meetings",
    "meeting.contact_email": "meetings.trusted_contact.email",
    "meeting.contact_phone": "meetings.trusted_contact.phone",
    "meeting_transition.meeting_id": "meetings.changes",
    "meeting_alert.meeting_id": "meetings.missed",
    "safety_case.reporter_id": "reports",
    "measure.player_id": "measures",
    "application.phone": "applications.phone",
    "application.player_id": "applications",
    "application_transition.application_id": "applications.changes",
    "saved_offer.player_id": "saved_offers",
    "offer.created_by_account_id": "written_offers",
    "offer_transition.account_id": "offer_changes",
    "event_registration.player_id": "registrations",
    "notification.player_id": "notifications",
    "notification.about_id": "notifications.name",
    "notification_setting.player_id": "notification_settings",
    "quiet_hours.player_id": "quiet_hours",
    "push_subscription.session_id": "push_endpoints",
    "organisation_member.account_id": "organisations.joined_on",
    "organisation_invitation.email": "invitations",
    "organisation_invitation.invited_by_account_id": "invitations_sent",
    "organisation_transition.account_id": "organisations.changes",
}
"""By table and column: where the export has it. Parts of a path lead into an object, or into each of a list."""

NOT_IN_EXPORT = {
    "barred_address.email_hmac": "made when an account is erased: nobody is left who could export it",
    "offer.phone": "an organisation's number, as it gave it to be called",
    "offer.address": "where an organisation is found",
    "offer.is_address_public": "the same",
    "passkey_challenge.account_id": "a random number that is dead after ten minutes",
    "sign_in_code.email": "a hash that opens the account, and is dead after ten minutes",
    "call_recipient.call_id": "to whom a question was shown is those Jokers' own: its asker never learns who they are",
    "player_block.blocked_id": "who has blocked somebody is theirs to know alone",
    "meeting_step.meeting_id": "which reminders went out: what the meeting's hours say anyway",
    "mail_outbox.about_player_id": "a mail of somebody else; the alert that it tells of is in the export",
    "push_delivery.notification_id": "that a push of it was begun says nothing that the notification does not",
    "push_delivery.subscription_id": "the same",
    "safety_case.about_id": "protects whoever calls an organiser in",
    "case_person.email": "the same: evidence is for who judges it, and who is judged reads what was decided",
    "case_meeting.contact_email": "the same",
    "case_meeting.contact_phone": "the same",
    "case_log.measure_id": "the measure itself is in the export; who logged it is as below",
    "case_log.account_id": "which steps an organiser took is for whoever judges the case after them",
    "joker_transition.account_id": "what an organiser decided is about the Joker, and in the Joker's export",
    "joker_identity_decision.account_id": "the same",
}
"""By table and column: why the person it refers to is not given it."""


def columns_about_people(metadata: MetaData) -> set[str]:
    """Each column that refers to an account or player, straight or through others, and each that holds an address.

    Through others only where a row goes with the person: who wrote an offer does not make it theirs.
    """
    about_people = {"account", "player"}
    while True:
        found = {
            table.name
            for table in metadata.tables.values()
            for key in table.foreign_keys
            if key.column.table.name in about_people and key.ondelete != "SET NULL"
        }
        if found <= about_people:
            break
        about_people |= found
    return {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name in about_people for key in column.foreign_keys)
        or any(word in column.name for word in ("email", "address", "phone"))
    }


def found_at(export: Any, path: str) -> Iterator[Any]:
    """Every value that is not empty at `path`."""
    first, _, rest = path.partition(".")
    for one in export if isinstance(export, list) else [export]:
        value = one[first] if one else None
        if rest and value:
            yield from found_at(value, rest)
        elif not rest and value:
            yield value
