"""/api/me/export and DELETE /api/me: what we know of somebody, in their hands."""

from base64 import urlsafe_b64encode
from http import HTTPStatus

from flask import Response
from flask_openapi3 import Tag

from game_rules.privacy.retention import EVIDENCE_KEPT_DAYS
from server.http.plumbing.answers import json_answer
from server.http.plumbing.blueprints import ApiBlueprint
from server.http.plumbing.session import clear_session_cookie, player_context
from server.realtime.publisher import Publisher
from server.schemas.cases import MeasureOut
from server.schemas.http import ConsentOut
from server.schemas.notifications import NotificationOut, QuietHoursOut, SettingOut
from server.schemas.play import LedgerEntryOut, WishesOut
from server.schemas.privacy.applications import ApplicationExport, SavedOfferExport
from server.schemas.privacy.export import (
    DeviceDayExport,
    DeviceExport,
    DiscoveryExport,
    ErasedOut,
    ExportOut,
    FogExport,
    MailExport,
    PasskeyExport,
    RoleExport,
    SessionExport,
    WalkingDayExport,
)
from server.schemas.privacy.help import (
    BlockExport,
    CallExport,
    JokerExport,
    MeetingExport,
    ReportExport,
    ShownCallExport,
)
from server.schemas.privacy.offers import OfferChangeExport, RegistrationExport, WrittenOfferExport
from server.schemas.privacy.organisations import InvitationExport, MembershipExport
from server.schemas.problems import Problem
from server.services.app_context import AppContext
from server.services.privacy.erase_account import erase_account
from server.services.privacy.export_account import AccountExport, export_account


def privacy_blueprint(app: AppContext, publisher: Publisher, *, cookie_secure: bool) -> ApiBlueprint:
    """Reading all of it, and leaving for good."""
    api = ApiBlueprint("privacy", __name__, url_prefix="/api", abp_tags=[Tag(name="privacy")])

    @api.get("/me/export", responses={HTTPStatus.OK: ExportOut, HTTPStatus.UNAUTHORIZED: Problem})
    def download_everything() -> Response:
        """Everything that is kept of me, as a file; the clouds in it are GeoJSON."""
        export = export_account(player_context(app))
        answer = json_answer(_payload(export))
        answer.headers["Content-Disposition"] = 'attachment; filename="jokajobs.json"'
        return answer

    @api.delete("/me", responses={HTTPStatus.OK: ErasedOut, HTTPStatus.UNAUTHORIZED: Problem})
    def erase_me() -> Response:
        """Erase my account and all that is kept of me, at once and for good.

        My questions are taken back, my conversations close. Others keep what they said, not what I said. Offers of an
        organisation that nobody else answers for are withdrawn. What a report or an alert is judged by stays until it
        is, and for a while after; the answer says whether there is such a thing.
        """
        erased = erase_account(player_context(app))
        publisher.publish_each(erased.events)
        answer = json_answer(ErasedOut(open_cases=erased.open_cases, evidence_kept_days=EVIDENCE_KEPT_DAYS))
        clear_session_cookie(answer, secure=cookie_secure)
        return answer

    return api


def _payload(export: AccountExport) -> ExportOut:
    player, known = export.player, export.help
    return ExportOut(
        made_at=export.made_at,
        player_id=player.id,
        account_id=player.account_id,
        name=player.name,
        language=player.language,
        age_band=export.age_band,
        email=player.email,
        is_guest=player.is_guest,
        roles=[RoleExport(role=role, granted_on=day) for role, day in sorted(export.roles.items())],
        consent=ConsentOut.of(player.consent),
        wishes=WishesOut.of(player.wishes),
        sessions=[
            SessionExport(id=one.id, device=one.device_label, last_used_on=one.last_used_on, expires_at=one.expires_at)
            for one in export.sessions
        ],
        passkeys=[
            PasskeyExport(
                id=one.id,
                device=one.device_label,
                credential_id=urlsafe_b64encode(one.credential_id).rstrip(b"=").decode(),
                sign_count=one.sign_count,
                created_on=one.created_on,
                last_used_on=one.last_used_on,
            )
            for one in export.passkeys
        ],
        devices=[DeviceExport(id=device_id, first_seen_on=day) for device_id, day in sorted(export.devices.items())],
        device_days=[DeviceDayExport.of(one) for one in export.device_days],
        walking_days=[WalkingDayExport.of(one) for one in export.walking_days],
        discoveries=[
            DiscoveryExport(
                offer_id=offer_id,
                title=offer.title if (offer := export.offers.get(offer_id)) else None,
                organisation=offer.organisation.name if offer else None,
                discovered_on=found.discovered_on,
                visited_on=found.visited_on,
            )
            for offer_id, found in sorted(export.winnings.discoveries.items())
        ],
        points=[LedgerEntryOut.of(entry) for entry in export.winnings.ledger.values()],
        fog=FogExport.of(export.winnings.fog),
        joker=JokerExport.of(known.joker) if known.joker else None,
        calls=[CallExport.of(call) for call in known.calls],
        calls_shown=[ShownCallExport.of(shown) for shown in known.shown],
        blocked=[BlockExport(name=name, blocked_at=at) for name, at in known.blocked],
        reports=[ReportExport.of(report) for report in known.reports],
        measures=[MeasureOut.of(one) for one in export.measures],
        meetings=[MeetingExport.of(meeting) for meeting in known.meetings],
        applications=[ApplicationExport.of(one) for one in export.applications],
        saved_offers=[SavedOfferExport(offer_id=one, saved_on=day) for one, day in export.saved_offers.items()],
        registrations=[RegistrationExport.of(one) for one in export.registrations],
        written_offers=[WrittenOfferExport.of(one) for one in export.written_offers],
        offer_changes=[OfferChangeExport.of(one) for one in export.offer_changes],
        mails=[
            MailExport(
                written_at=mail.written_at,
                subject=mail.subject,
                text=mail.text,
                attachment=mail.attachment.text if mail.attachment else None,
            )
            for mail in export.mails
        ],
        notifications=[NotificationOut.of(one) for one in export.notifications],
        notification_settings=[SettingOut.of(one) for one in export.notification_settings],
        quiet_hours=QuietHoursOut.of(export.quiet_hours) if export.quiet_hours else None,
        push_endpoints=list(export.push_endpoints),
        organisations=[MembershipExport.of(one) for one in export.memberships],
        invitations=[InvitationExport.of(one) for one in export.invitations],
        invitations_sent=[InvitationExport.of(one) for one in export.invitations_sent],
    )
