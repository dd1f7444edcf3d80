"""Every address of the server, and what it answers to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from game_rules.jokers.limits import JOKER_CHARTER_VERSION
from tests.support.factories import offer


class Visitor(StrEnum):
    """Everybody there is."""

    NOBODY = "nobody"
    GUEST = "guest"
    PLAYER = "player"
    JOKER = "joker"
    EMPLOYER = "employer"
    ORGANISER = "organiser"


Statuses = Mapping[Visitor, int]


def everybody(status: int) -> Statuses:
    return dict.fromkeys(Visitor, status)


def signed_in(status: int) -> Statuses:
    return {**everybody(status), Visitor.NOBODY: 401}


def with_account(status: int) -> Statuses:
    return {**signed_in(status), Visitor.GUEST: 403}


def only(*allowed: Visitor, status: int) -> Statuses:
    return {**everybody(403), **dict.fromkeys(allowed, status)}


@dataclass(frozen=True)
class Address:
    """A way to ask, and what each visitor is answered. `{visitor}` in the body becomes the visitor's name."""

    statuses: Statuses
    path: str | None = None
    body: Any = None
    is_page: bool = False


SOMEBODY = "0190b6a0-0000-7000-8000-000000000001"
"""An id that nobody and nothing has."""


JOKER_PROFILE = {"topics": ["cv"], "languages": ["fr"], "charter_version": JOKER_CHARTER_VERSION}


BAKERY = {"name": "Boulangerie de démonstration", "kind": "employer", "siret": None}


ORGANISATION = f"/api/employer/organisations/{SOMEBODY}"


OFFER = f"/api/employer/offers/{SOMEBODY}"


PUSH_SUBSCRIPTION = {
    "endpoint": "https://push.example.org/a",
    "keys": {"p256dh": "B" + 86 * "A", "auth": 22 * "A"},
}


VERDICT = {"outcome": "nothing_wrong", "answer": "Merci, nous avons lu.", "note": "Lu."}


ADDRESSES: dict[tuple[str, str], Address] = {
    ("GET", "/"): Address(everybody(200)),
    ("GET", "/<path:name>"): Address(everybody(404), path="/no-such-file"),
    ("GET", "/problems/<code>"): Address(everybody(200), path="/problems/too_young"),
    ("GET", "/map/territory.pmtiles"): Address(everybody(200)),
    ("GET", "/healthz"): Address(everybody(200)),
    ("GET", "/readyz"): Address(everybody(200)),
    ("GET", "/openapi"): Address(everybody(200)),
    ("GET", "/openapi/openapi.json"): Address(everybody(200)),
    ("GET", "/recruter"): Address(everybody(200)),
    ("GET", "/public/<path:name>"): Address(everybody(200), path="/public/pages.css"),
    ("GET", "/offres"): Address(everybody(200)),
    ("GET", "/offres/<uuid:offer_id>"): Address(everybody(200), path=f"/offres/{offer().id}"),
    ("GET", "/offres/<uuid:offer_id>.ics"): Address(everybody(404), path=f"/offres/{SOMEBODY}.ics"),
    ("GET", "/offres.atom"): Address(everybody(200)),
    ("GET", "/offres.geojson"): Address(everybody(200)),
    ("GET", "/offres.csv"): Address(everybody(200)),
    ("GET", "/sitemap.xml"): Address(everybody(200)),
    ("GET", "/robots.txt"): Address(everybody(200)),
    # A page for people, save its status: tests/functional/public/test_posters.py.
    ("GET", "/p/<token>"): Address(everybody(410), path="/p/made-up", is_page=True),
    ("GET", "/api/employer/offers/<uuid:offer_id>/poster.pdf"): Address(
        with_account(404), path=f"/api/employer/offers/{offer().id}/poster.pdf"
    ),
    ("GET", "/api/employer/offers/<uuid:offer_id>/poster.png"): Address(
        with_account(404), path=f"/api/employer/offers/{SOMEBODY}/poster.png"
    ),
    ("POST", "/api/employer/offers/<uuid:offer_id>/poster/revoke"): Address(
        with_account(404), path=f"/api/employer/offers/{offer().id}/poster/revoke"
    ),
    ("POST", "/api/employer/offers/<uuid:offer_id>/poster/restore"): Address(
        with_account(404), path=f"/api/employer/offers/{offer().id}/poster/restore"
    ),
    ("POST", "/api/posters/scan"): Address(signed_in(410), body={"token": "made-up"}),
    ("GET", "/api/campaign"): Address(everybody(200)),
    ("GET", "/api/campaign-dates"): Address(everybody(200)),
    ("GET", "/api/communes"): Address(everybody(200)),
    ("GET", "/api/client-settings"): Address(everybody(200)),
    ("GET", "/api/demo-walk.gpx"): Address(everybody(200)),
    ("GET", "/api/schematic-map.geojson"): Address(everybody(200)),
    # Of this machine whoever it is, and only without an SMTP server: tests/functional/accounts/test_sign_in.py.
    ("GET", "/dev/outbox"): Address({**everybody(404), Visitor.ORGANISER: 200}),
    ("POST", "/api/age"): Address(everybody(204), body={"age_band": "15_17"}),
    ("POST", "/api/guests"): Address(everybody(201), body={"name": "Camille", "age_band": "18_plus"}),
    ("POST", "/api/sign-in/codes"): Address(everybody(202), body={"email": "{visitor}@example.org"}),
    ("POST", "/api/sign-in"): Address(everybody(403), body={"email": "{visitor}@example.org", "code": "000000"}),
    ("POST", "/api/sign-out"): Address(signed_in(204)),
    ("POST", "/api/me/passkeys/options"): Address({**signed_in(200), Visitor.GUEST: 403}),
    ("POST", "/api/me/passkeys"): Address(signed_in(403), body={"credential": {}}),
    ("GET", "/api/me/passkeys"): Address(signed_in(200)),
    ("DELETE", "/api/me/passkeys/<uuid:passkey_id>"): Address(signed_in(404), path=f"/api/me/passkeys/{SOMEBODY}"),
    ("POST", "/api/sign-in/passkey/options"): Address(everybody(200)),
    ("POST", "/api/sign-in/passkey"): Address(everybody(403), body={"credential": {}}),
    ("GET", "/api/me"): Address(signed_in(200)),
    ("DELETE", "/api/me"): Address(signed_in(200)),
    ("GET", "/api/me/export"): Address(signed_in(200)),
    ("GET", "/api/me/offers"): Address(signed_in(200)),
    ("PUT", "/api/me/wishes"): Address(signed_in(200), body={}),
    ("PUT", "/api/me/consent"): Address(signed_in(200), body={"version": "2026-11"}),
    ("DELETE", "/api/me/consent"): Address(signed_in(200)),
    ("GET", "/api/me/sessions"): Address(signed_in(200)),
    ("DELETE", "/api/me/sessions"): Address(signed_in(204)),
    ("DELETE", "/api/me/sessions/<uuid:session_id>"): Address(
        signed_in(404), path="/api/me/sessions/0190b6a0-0000-7000-8000-000000000001"
    ),
    ("GET", "/api/me/notifications"): Address(signed_in(200)),
    ("POST", "/api/me/notifications/read"): Address(signed_in(200), body={"up_to": SOMEBODY}),
    ("GET", "/api/me/notification-settings"): Address(signed_in(200)),
    ("PUT", "/api/me/notification-settings"): Address(signed_in(200), body={"settings": []}),
    ("GET", "/api/push-key"): Address(everybody(200)),
    # This server sends no pushes, so that none can be asked for; tests/functional/test_pushes.py has one that does.
    ("POST", "/api/me/push-subscriptions"): Address(signed_in(409), body=PUSH_SUBSCRIPTION),
    ("DELETE", "/api/me/push-subscriptions"): Address(signed_in(204), body={"endpoint": "https://push.example.org/a"}),
    # The one offer of this world lies under everybody's clouds.
    ("POST", "/api/offers/<uuid:offer_id>/application"): Address(
        signed_in(409), path=f"/api/offers/{SOMEBODY}/application", body={"first_name": "Camille", "can_do": "Vendre"}
    ),
    ("GET", "/api/me/applications"): Address(signed_in(200)),
    **{
        ("POST", f"/api/me/applications/<uuid:application_id>/{action}"): Address(
            signed_in(404), path=f"/api/me/applications/{SOMEBODY}/{action}"
        )
        for action in ("withdraw", "restore", "reminded")
    },
    ("POST", "/api/me/applications/<uuid:application_id>/response"): Address(
        signed_in(404),
        path=f"/api/me/applications/{SOMEBODY}/response",
        body={"version": 2, "response": "yes"},
    ),
    ("GET", "/api/me/saved"): Address(signed_in(200)),
    ("PUT", "/api/me/saved/<uuid:offer_id>"): Address(signed_in(409), path=f"/api/me/saved/{SOMEBODY}"),
    ("DELETE", "/api/me/saved/<uuid:offer_id>"): Address(signed_in(200), path=f"/api/me/saved/{SOMEBODY}"),
    # Of members of the organisation alone, whatever the role: to others they are not there.
    ("GET", "/api/employer/offers/<uuid:offer_id>/applications"): Address(
        signed_in(404), path=f"/api/employer/offers/{SOMEBODY}/applications"
    ),
    ("POST", "/api/employer/applications/<uuid:application_id>/seen"): Address(
        signed_in(404), path=f"/api/employer/applications/{SOMEBODY}/seen"
    ),
    ("POST", "/api/employer/applications/<uuid:application_id>/answer"): Address(
        signed_in(404),
        path=f"/api/employer/applications/{SOMEBODY}/answer",
        body={"version": 1, "answer": "phone", "phone": "0321000000"},
    ),
    ("POST", "/api/employer/applications/<uuid:application_id>/undo-hire"): Address(
        signed_in(404), path=f"/api/employer/applications/{SOMEBODY}/undo-hire", body={"version": 1}
    ),
    ("POST", "/api/wording"): Address(everybody(200), body={"kind": "job", "title": "Fleuriste"}),
    ("GET", "/api/rome"): Address(everybody(200), path="/api/rome?q=boulang"),
    ("GET", "/api/addresses"): Address(signed_in(200), path="/api/addresses?q=rue"),
    ("GET", "/organiser"): Address(everybody(200)),
    ("POST", "/organiser/session"): Address(everybody(403), body={"token": "made up"}),
    ("GET", "/organiser/preview"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/organiser/preview.js"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/organiser/preview.json"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/organiser/structures"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/api/staffed-places"): Address(everybody(200)),
    ("GET", "/api/me/blocked"): Address(signed_in(200)),
    ("DELETE", "/api/me/blocked/<uuid:player_id>"): Address(signed_in(200), path=f"/api/me/blocked/{SOMEBODY}"),
    # Anybody may apply; whoever has not is no Joker yet, whatever their role.
    ("POST", "/api/joker"): Address(signed_in(201), body=JOKER_PROFILE),
    ("GET", "/api/joker"): Address(signed_in(403)),
    ("PUT", "/api/joker"): Address(signed_in(403), body=JOKER_PROFILE),
    ("DELETE", "/api/joker"): Address(signed_in(403)),
    ("PUT", "/api/joker/availability"): Address(signed_in(403), body={"slots": []}),
    ("PUT", "/api/joker/free-now"): Address(signed_in(403), body={}),
    ("DELETE", "/api/joker/free-now"): Address(signed_in(403)),
    ("GET", "/api/organiser/jokers"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/api/conversations/<uuid:conversation_id>/meeting-slots"): Address(
        signed_in(404), path=f"/api/conversations/{SOMEBODY}/meeting-slots"
    ),
    ("GET", "/api/meetings/<uuid:meeting_id>.ics"): Address(signed_in(404), path=f"/api/meetings/{SOMEBODY}.ics"),
    ("GET", "/api/meetings/<uuid:meeting_id>/presence-code"): Address(
        signed_in(404), path=f"/api/meetings/{SOMEBODY}/presence-code"
    ),
    ("GET", "/organiser/desk-codes"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/organiser/desk-codes/<uuid:place_id>"): Address(
        only(Visitor.ORGANISER, status=404), path=f"/organiser/desk-codes/{SOMEBODY}"
    ),
    ("GET", "/api/organiser/walking-days"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/api/organiser/meeting-alerts"): Address(only(Visitor.ORGANISER, status=200)),
    ("POST", "/api/organiser/meeting-alerts/<uuid:meeting_id>/<role>/settled"): Address(
        only(Visitor.ORGANISER, status=404), path=f"/api/organiser/meeting-alerts/{SOMEBODY}/asker/settled"
    ),
    ("GET", "/api/joker/tally"): Address(signed_in(403)),
    ("GET", "/api/jokers/there"): Address(signed_in(200)),
    ("GET", "/api/conversations/<uuid:conversation_id>/joker"): Address(
        signed_in(404), path=f"/api/conversations/{SOMEBODY}/joker"
    ),
    ("PUT", "/api/me/quiet-hours"): Address(signed_in(200), body={"starts": "12:00", "ends": "14:00"}),
    ("DELETE", "/api/me/quiet-hours"): Address(signed_in(200)),
    ("POST", "/api/reports"): Address(
        signed_in(404), body={"subject": {"kind": "offer", "id": SOMEBODY}, "reason": "false_offer"}
    ),
    ("POST", "/api/questions"): Address(signed_in(204), body={"id": SOMEBODY, "text": "Où est la permanence ?"}),
    ("GET", "/api/me/reports"): Address(signed_in(200)),
    ("GET", "/api/me/measures"): Address(signed_in(200)),
    ("POST", "/api/me/measures/<uuid:measure_id>/appeal"): Address(
        signed_in(404), path=f"/api/me/measures/{SOMEBODY}/appeal", body={"text": "Ce n’était pas moi."}
    ),
    ("POST", "/api/organiser/cases/<uuid:case_id>/measures"): Address(
        only(Visitor.ORGANISER, status=404),
        path=f"/api/organiser/cases/{SOMEBODY}/measures",
        body={"kind": "warning", "reason": "une raison", "player_id": SOMEBODY},
    ),
    ("POST", "/api/organiser/measures/<uuid:measure_id>/lift"): Address(
        only(Visitor.ORGANISER, status=404), path=f"/api/organiser/measures/{SOMEBODY}/lift"
    ),
    ("GET", "/organiser/cases"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/organiser/cases/<uuid:case_id>"): Address(
        only(Visitor.ORGANISER, status=404), path=f"/organiser/cases/{SOMEBODY}"
    ),
    ("GET", "/api/organiser/cases"): Address(only(Visitor.ORGANISER, status=200)),
    ("GET", "/api/organiser/cases/<uuid:case_id>"): Address(
        only(Visitor.ORGANISER, status=404), path=f"/api/organiser/cases/{SOMEBODY}"
    ),
    ("POST", "/api/organiser/cases/<uuid:case_id>/close"): Address(
        only(Visitor.ORGANISER, status=404), path=f"/api/organiser/cases/{SOMEBODY}/close", body=VERDICT
    ),
    **{
        ("POST", f"/api/organiser/jokers/<uuid:player_id>/{decision}"): Address(
            only(Visitor.ORGANISER, status=404),
            path=f"/api/organiser/jokers/{SOMEBODY}/{decision}",
            body={"reason": "une raison"},
        )
        for decision in ("approve", "decline", "suspend", "identity-checked", "identity-withdrawn")
    },
    # Whatever their role: who answers for an organisation is said by its list of members.
    ("GET", "/api/employer"): Address(with_account(200)),
    ("POST", "/api/employer/organisations"): Address(with_account(201), body=BAKERY),
    ("GET", "/api/employer/organisations/<uuid:organisation_id>"): Address(with_account(404), path=ORGANISATION),
    ("PUT", "/api/employer/organisations/<uuid:organisation_id>"): Address(
        with_account(404), path=ORGANISATION, body=BAKERY
    ),
    ("POST", "/api/employer/organisations/<uuid:organisation_id>/invitations"): Address(
        with_account(404), path=f"{ORGANISATION}/invitations", body={"email": "{visitor}@example.org"}
    ),
    ("DELETE", "/api/employer/organisations/<uuid:organisation_id>/invitations/<uuid:invitation_id>"): Address(
        with_account(404), path=f"{ORGANISATION}/invitations/{SOMEBODY}"
    ),
    ("POST", "/api/employer/invitations/accept"): Address(signed_in(403), body={"token": "made-up"}),
    ("PUT", "/api/employer/organisations/<uuid:organisation_id>/members/<uuid:account_id>"): Address(
        with_account(404), path=f"{ORGANISATION}/members/{SOMEBODY}", body={"is_owner": True}
    ),
    ("DELETE", "/api/employer/organisations/<uuid:organisation_id>/members/<uuid:account_id>"): Address(
        with_account(404), path=f"{ORGANISATION}/members/{SOMEBODY}"
    ),
    ("GET", "/api/employer/organisations/<uuid:organisation_id>/offers"): Address(
        with_account(404), path=f"{ORGANISATION}/offers"
    ),
    ("POST", "/api/employer/organisations/<uuid:organisation_id>/offers"): Address(
        with_account(404), path=f"{ORGANISATION}/offers", body={"kind": "job", "title": "Vente"}
    ),
    ("GET", "/api/employer/offers/<uuid:offer_id>"): Address(with_account(404), path=OFFER),
    ("PUT", "/api/employer/offers/<uuid:offer_id>"): Address(
        with_account(404), path=OFFER, body={"version": 1, "kind": "job", "title": "Vente"}
    ),
    **{
        ("POST", f"/api/employer/offers/<uuid:offer_id>/{move}"): Address(
            with_account(404), path=f"{OFFER}/{move}", body={"version": 1}
        )
        for move in ("submit", "pause", "resume", "fill", "withdraw", "restore", "extend")
    },
    ("GET", "/api/employer/offers/<uuid:offer_id>/registrations"): Address(
        with_account(404), path=f"{OFFER}/registrations"
    ),
    # Undiscovered is undiscovered, whether it is there or not.
    ("POST", "/api/offers/<uuid:offer_id>/registration"): Address(
        signed_in(409), path=f"/api/offers/{SOMEBODY}/registration"
    ),
    ("DELETE", "/api/offers/<uuid:offer_id>/registration"): Address(
        signed_in(409), path=f"/api/offers/{SOMEBODY}/registration"
    ),
    ("GET", "/api/offers/<uuid:offer_id>/event.ics"): Address(signed_in(409), path=f"/api/offers/{SOMEBODY}/event.ics"),
    # Its token is the key, whoever holds it.
    ("GET", "/r/<token>"): Address(everybody(404), path="/r/made-up"),
    ("POST", "/r/<token>"): Address(everybody(404), path="/r/made-up"),
    ("GET", "/api/organiser/offers"): Address(only(Visitor.ORGANISER, status=200)),
    **{
        ("POST", f"/api/organiser/offers/<uuid:offer_id>/{decision}"): Address(
            only(Visitor.ORGANISER, status=404),
            path=f"/api/organiser/offers/{SOMEBODY}/{decision}",
            body={"reason": "une raison"},
        )
        for decision in ("publish", "send-back", "withdraw")
    },
    ("GET", "/api/organiser/organisations"): Address(only(Visitor.ORGANISER, status=200)),
    **{
        ("POST", f"/api/organiser/organisations/<uuid:organisation_id>/{decision}"): Address(
            only(Visitor.ORGANISER, status=404),
            path=f"/api/organiser/organisations/{SOMEBODY}/{decision}",
            body={"reason": "une raison"},
        )
        for decision in ("verify", "decline", "suspend", "reinstate")
    },
}
