"""Keeps the promise of docs/personal-data.md: what is there too long goes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from game_rules.privacy.retention import (
    APPLICATION_KEPT_DAYS,
    CLOSED_CASE_KEPT_DAYS,
    CONVERSATION_KEPT_DAYS,
    EVIDENCE_KEPT_DAYS,
    JOKER_CHANGE_KEPT_DAYS,
    NOTIFICATION_KEPT_DAYS,
    OUTBOX_MAIL_KEPT_DAYS,
    PAST_SLOT_KEPT_DAYS,
    REGISTRATION_KEPT_DAYS,
    TRUSTED_CONTACT_KEPT_DAYS,
    UNANSWERED_CALL_KEPT_DAYS,
    WALKING_DAY_KEPT_DAYS,
)
from server.services.context import Context
from server.services.one_by_one import one_by_one
from server.services.privacy.anonymise_player import anonymise_player


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """The numbers of what went, by kind."""

    sessions: int = 0
    codes: int = 0
    barred_addresses: int = 0
    passkey_challenges: int = 0
    invitations: int = 0
    mails: int = 0
    guests: int = 0
    conversations: int = 0
    unanswered_calls: int = 0
    evidence: int = 0
    cases: int = 0
    joker_changes: int = 0
    past_slots: int = 0
    trusted_contacts: int = 0
    notifications: int = 0
    registrations: int = 0
    applications: int = 0
    walking_days: int = 0


def enforce_retention(context: Context) -> RetentionReport:
    """Deletes what is over and old enough, and guests whom no session can open any more.

    Raises SomeFailedError when everything else is done.
    """

    def ago(days: int) -> datetime:
        return context.now - timedelta(days=days)

    with context.unit() as unit:
        # Before anything goes that an organiser still has to judge by.
        unit.cases.copy_all_evidence()
        forgotten = RetentionReport(
            sessions=unit.retention.forget_sessions(ended_by=context.now),
            codes=unit.retention.forget_codes(expired_by=context.now),
            barred_addresses=unit.barred_addresses.forget(ended_by=context.now),
            passkey_challenges=unit.retention.forget_passkey_challenges(expired_by=context.now),
            invitations=unit.retention.forget_invitations(expired_by=context.now),
            mails=unit.retention.forget_mails(written_by=ago(OUTBOX_MAIL_KEPT_DAYS)),
            conversations=unit.retention.forget_conversations(closed_by=ago(CONVERSATION_KEPT_DAYS)),
            unanswered_calls=unit.retention.forget_unanswered_calls(asked_by=ago(UNANSWERED_CALL_KEPT_DAYS)),
            evidence=unit.cases.forget_evidence(closed_by=ago(EVIDENCE_KEPT_DAYS)),
            cases=unit.retention.forget_cases(closed_by=ago(CLOSED_CASE_KEPT_DAYS)),
            joker_changes=unit.retention.forget_joker_changes(made_by=ago(JOKER_CHANGE_KEPT_DAYS)),
            trusted_contacts=unit.retention.forget_trusted_contacts(ended_by=ago(TRUSTED_CONTACT_KEPT_DAYS)),
            # Counted from the end of the day in UTC; the local day's is some hours earlier or later.
            past_slots=unit.retention.forget_past_slots(over_by=ago(PAST_SLOT_KEPT_DAYS + 1).date()),
            applications=unit.retention.forget_applications(changed_by=ago(APPLICATION_KEPT_DAYS)),
            registrations=unit.retention.forget_registrations(ended_by=ago(REGISTRATION_KEPT_DAYS)),
            notifications=unit.retention.forget_notifications(created_by=ago(NOTIFICATION_KEPT_DAYS)),
            walking_days=unit.walking_days.forget(by=ago(WALKING_DAY_KEPT_DAYS + 1).date()),
        )
        unit.commit()
    return replace(forgotten, guests=_forget_guests(context))


def _forget_guests(context: Context) -> int:
    """Each in a unit of its own: nobody who talked with one of them waits for all, and one who cannot be forgotten
    keeps no other here."""
    with context.unit() as unit:
        guests = unit.retention.guests_without_session()
    return sum(one_by_one("guests to forget", guests, lambda guest: _forget_guest(context, *guest)))


def _forget_guest(context: Context, account_id: UUID, player_id: UUID) -> bool:
    with context.unit() as unit:
        unit.accounts.lock_player(player_id)
        if not unit.retention.is_guest_without_session(account_id):
            # They have signed in meanwhile.
            return False
        # Nobody is told: here are no sockets, and their next snapshot shows it.
        anonymise_player(unit, player_id)
        unit.accounts.remove(account_id)
        unit.commit()
    return True
