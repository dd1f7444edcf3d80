"""Payloads of the HTTP API."""

import json
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field
from shapely import MultiPolygon, to_geojson

from game_rules.people.limits import (
    DISPLAY_NAME_MAX_CHARS,
    SIGN_IN_CODE_DIGITS,
    SIGN_IN_CODE_MINUTES,
    SIGN_IN_CODE_TRIES,
)
from game_rules.people.players import AgeBand, Consent, Language, Player, Role
from game_rules.play.outcomes import Totals
from game_rules.territory.territory import Campaign, CampaignDates
from server.schemas.base import Incoming, Outgoing
from server.schemas.email_address import EmailAddress
from server.schemas.play import OfferOut, PlayerOut, TotalsOut, WishesIn

ConsentVersion = Annotated[
    str,
    Field(pattern=r"^[0-9A-Za-z.-]{1,20}$", description='Which words on geolocation are meant, such as "2026-11".'),
]


class AgeIn(Incoming):
    """Somebody's age band, before they tell anything else."""

    age_band: AgeBand


class GuestIn(Incoming):
    """All that somebody tells to start playing."""

    name: str = Field(
        min_length=1, max_length=DISPLAY_NAME_MAX_CHARS, description="What the player wants to be called."
    )
    language: Language = Language.FRENCH
    age_band: AgeBand
    wishes: WishesIn = Field(default_factory=WishesIn)
    consent_version: ConsentVersion | None = Field(
        default=None, description="Which words on geolocation the player consented to, when they were asked."
    )


class CodeIn(Incoming):
    """The address to which a sign-in code is sent."""

    email: EmailAddress


class CodeSentOut(Outgoing):
    """Facts about a code on its way; the same whether somebody plays with the address or not."""

    digits: int = SIGN_IN_CODE_DIGITS
    tries: int = Field(
        default=SIGN_IN_CODE_TRIES, description="After so many wrong ones in this browser the code is dead."
    )
    valid_s: int = Field(default=SIGN_IN_CODE_MINUTES * 60, description="Seconds from now.")


class SignInIn(Incoming):
    """A code that was mailed, and what a new account needs; a guest has told that already."""

    email: EmailAddress
    code: str = Field(pattern=rf"^[0-9]{{{SIGN_IN_CODE_DIGITS}}}$", description="As the mail says.")
    language: Language = Language.FRENCH
    age_band: AgeBand | None = Field(default=None, description="For a new account that no guest becomes.")
    name: str | None = Field(
        default=None,
        min_length=1,
        max_length=DISPLAY_NAME_MAX_CHARS,
        description="For a new account that no guest becomes: what the player wants to be called.",
    )
    consent_version: ConsentVersion | None = Field(
        default=None, description="For a new account that no guest becomes: see GuestIn."
    )


class ConsentIn(Incoming):
    """Consent to having one's position used."""

    version: ConsentVersion


class ConsentOut(Outgoing):
    """The player's answer to having their position used; days are UTC."""

    version: str | None = Field(description="Which words were consented to; null when no client told.")
    given_on: date | None
    withdrawn_on: date | None = Field(description="Since then `gps_fixes` is refused with `consent_withdrawn`.")

    @classmethod
    def of(cls, consent: Consent) -> "ConsentOut":
        return cls(version=consent.version, given_on=consent.given_on, withdrawn_on=consent.withdrawn_on)


class AccountOut(Outgoing):
    """The data of one's account besides the game."""

    email: str | None = Field(description="null for a guest.")
    roles: list[Role]
    consent: ConsentOut

    @classmethod
    def of(cls, player: Player) -> "AccountOut":
        return cls(email=player.email, roles=sorted(player.roles), consent=ConsentOut.of(player.consent))


class MeOut(Outgoing):
    """The signed-in player and where they stand."""

    player: PlayerOut
    totals: TotalsOut
    account: AccountOut
    is_suspended: bool = Field(
        description="An organiser has shut me out: GET /api/me/measures says why and until when."
    )

    @classmethod
    def of(cls, player: Player, totals: Totals, *, is_suspended: bool = False) -> "MeOut":
        return cls(
            player=PlayerOut.of(player),
            totals=TotalsOut.of(totals),
            account=AccountOut.of(player),
            is_suspended=is_suspended,
        )


class SessionOut(Outgoing):
    """A browser that is signed in."""

    id: UUID
    device: str = Field(description='Browser and system, such as "Firefox, Android"; empty when neither is known.')
    last_used_on: date = Field(description="Day, UTC.")
    is_current: bool = Field(description="The one that asks.")


class SessionsOut(Outgoing):
    """All browsers that are signed in to the account, the last used first."""

    sessions: list[SessionOut]


class SessionPath(Incoming):
    """Names one session."""

    session_id: UUID


class MyOffersOut(Outgoing):
    """The player's discovered offers that are still open."""

    offers: list[OfferOut]


class CampaignDaysOut(Outgoing):
    """A campaign's name and days."""

    name: str
    starts_on: date
    ends_on: date | None = Field(description="null is no end.")


class CampaignDatesOut(Outgoing):
    """The campaign that runs, the last one and the next one; null where there is none."""

    running: CampaignDaysOut | None
    last: CampaignDaysOut | None
    next: CampaignDaysOut | None

    @classmethod
    def of(cls, dates: CampaignDates) -> "CampaignDatesOut":
        return cls.model_validate(dates, from_attributes=True)


class CampaignOut(Outgoing):
    """The running campaign."""

    slug: str
    name: str
    timezone: str = Field(description="IANA name; days and visiting hours are read in it.")
    starts_on: date
    ends_on: date | None
    territory: dict[str, Any] = Field(description="GeoJSON MultiPolygon, [lon, lat] in WGS 84 degrees.")
    territory_source: str

    @classmethod
    def of(cls, campaign: Campaign) -> "CampaignOut":
        return cls(
            slug=campaign.slug,
            name=campaign.name,
            timezone=campaign.zone.key,
            starts_on=campaign.starts_on,
            ends_on=campaign.ends_on,
            territory=geojson_of(campaign.territory),
            territory_source=campaign.territory_source,
        )


class CommuneOut(Outgoing):
    """A commune of the campaign."""

    insee: str
    name: str


class CommunesOut(Outgoing):
    """The communes in the campaign's territory, by name."""

    communes: list[CommuneOut]


class ClientSettingsOut(Outgoing):
    """Base maps to try, in this order, and where passkeys work; null is "not set up here"."""

    pmtiles_url: str | None
    style_url: str | None
    schematic_url: str
    passkey_origin: str | None = Field(description="Passkeys work at this address of the game and no other.")


def geojson_of(area: MultiPolygon) -> dict[str, Any]:
    geometry: dict[str, Any] = json.loads(to_geojson(area))
    return geometry
