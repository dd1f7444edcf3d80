"""Everything that is kept of somebody, for them to read and to take along."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from game_rules.applications.views import ApplicationView
from game_rules.cases.measure import OwnMeasure
from game_rules.notifications.notification import Notification, QuietHours, Setting
from game_rules.offers.offer import Offer
from game_rules.organisations.members import InvitationRecord, MembershipRecord
from game_rules.people.players import AgeBand, Player, Role
from game_rules.play.budget import DeviceDay, WalkingDay
from game_rules.play.winnings import Winnings
from game_rules.privacy.help_records import HelpRecords
from game_rules.privacy.offer_records import OfferChange, RegistrationRecord, WrittenOffer
from game_rules.refusals import RefusalReason, Refused
from server.persistence.accounts.passkeys import Passkey
from server.persistence.accounts.sessions import OpenSession
from server.services.applications.views import views_of
from server.services.cases.appeal import measures_in
from server.services.context import Context
from server.services.ports import Mail


@dataclass(frozen=True, slots=True)
class AccountExport:
    """A copy of all that the database holds of one account. `offers` are those found that are still there, by id."""

    made_at: datetime
    player: Player
    age_band: AgeBand
    roles: Mapping[Role, date]
    sessions: Sequence[OpenSession]
    passkeys: Sequence[Passkey]
    devices: Mapping[UUID, date]
    device_days: Sequence[DeviceDay]
    walking_days: Sequence[WalkingDay]
    winnings: Winnings
    offers: Mapping[UUID, Offer]
    mails: Sequence[Mail]
    notifications: Sequence[Notification]
    notification_settings: Sequence[Setting]
    quiet_hours: QuietHours | None
    push_endpoints: Sequence[str]
    help: HelpRecords
    measures: Sequence[OwnMeasure]
    applications: Sequence[ApplicationView]
    saved_offers: Mapping[UUID, date]
    written_offers: Sequence[WrittenOffer]
    offer_changes: Sequence[OfferChange]
    registrations: Sequence[RegistrationRecord]
    memberships: Sequence[MembershipRecord]
    invitations: Sequence[InvitationRecord]
    invitations_sent: Sequence[InvitationRecord]


def export_account(context: Context) -> AccountExport:
    """All of it at one moment. Raises Refused(not_signed_in) when the player is gone."""
    with context.unit() as unit:
        # Nothing is won while it is copied.
        unit.accounts.lock_player(context.player_id)
        player = unit.accounts.player(context.player_id)
        if player is None:
            raise Refused(RefusalReason.NOT_SIGNED_IN)
        winnings = unit.achievements.winnings(context.player_id)
        # The campaign in memory holds only what can be found now.
        known = unit.offers.by_ids(winnings.discoveries)
        return AccountExport(
            made_at=context.now,
            player=player,
            age_band=unit.accounts.age_band(player.account_id),
            roles=unit.accounts.roles(player.account_id),
            sessions=unit.sessions.of_account(player.account_id, context.now),
            passkeys=unit.passkeys.of_account(player.account_id),
            devices=unit.accounts.devices(context.player_id),
            device_days=unit.walking_days.devices_of(context.player_id),
            walking_days=unit.walking_days.of_player(context.player_id),
            winnings=winnings,
            offers=known,
            mails=unit.mail_outbox.to(player.email) if player.email else [],
            notifications=unit.notifications.all_of(context.player_id),
            notification_settings=unit.notifications.settings(context.player_id),
            quiet_hours=unit.notifications.quiet_hours([context.player_id]).get(context.player_id),
            push_endpoints=[one.endpoint for one in unit.push_subscriptions.of_player(context.player_id, context.now)],
            help=unit.help_records.of(context.player_id),
            measures=measures_in(unit),
            applications=views_of(unit, unit.applications.of_player(context.player_id)),
            saved_offers=unit.saved_offers.of_player(context.player_id),
            written_offers=unit.offer_records.written_by(player.account_id),
            offer_changes=unit.offer_records.changes_by(player.account_id),
            registrations=unit.offer_records.registrations_of(context.player_id),
            memberships=unit.organisation_records.membership_records(player.account_id),
            invitations=unit.invitations.sent_to(player.email) if player.email else [],
            invitations_sent=unit.invitations.sent_by(player.account_id),
        )
