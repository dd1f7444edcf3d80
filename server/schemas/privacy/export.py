"""Somebody's download of their own data: plain JSON, the clouds as GeoJSON."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from game_rules.geo import Tile, tile_north_west
from game_rules.people.players import AgeBand, Language, Role
from game_rules.play.budget import DeviceDay, WalkingDay
from game_rules.play.fog import BLOCK_EDGE_CELLS, FogBlock, indices_in
from game_rules.tiles import FOG_CELL_ZOOM
from server.schemas.base import Outgoing
from server.schemas.cases import MeasureOut
from server.schemas.http import ConsentOut
from server.schemas.notifications import NotificationOut, QuietHoursOut, SettingOut
from server.schemas.play import LedgerEntryOut, WishesOut
from server.schemas.privacy.applications import ApplicationExport, SavedOfferExport
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


class RoleExport(Outgoing):
    """A role of the account, since a day (UTC)."""

    role: Role
    granted_on: date


class SessionExport(Outgoing):
    """A browser that is signed in."""

    id: UUID
    device: str
    last_used_on: date
    expires_at: datetime


class PasskeyExport(Outgoing):
    """A phone or keyring that opens the account; what is kept of it is a public key. Days are UTC."""

    id: UUID
    device: str
    credential_id: str = Field(description="base64url, as the authenticator made it.")
    sign_count: int
    created_on: date
    last_used_on: date | None


class DeviceExport(Outgoing):
    """A phone or browser that has sent fixes."""

    id: UUID
    first_seen_on: date


class DeviceDayExport(Outgoing):
    """The metres and seconds that a device was walked on the last day on which it sent fixes."""

    device_id: UUID
    day: date
    metres: float
    seconds: float

    @classmethod
    def of(cls, one: DeviceDay) -> "DeviceDayExport":
        return cls(device_id=one.device_id, day=one.day, metres=round(one.metres), seconds=round(one.seconds))


class WalkingDayExport(Outgoing):
    """The part of a day's budget that was used."""

    day: date
    new_devices: int = Field(description="Devices that began without a past.")
    discoveries: int
    visits: int

    @classmethod
    def of(cls, one: WalkingDay) -> "WalkingDayExport":
        return cls(day=one.day, new_devices=one.starts, discoveries=one.discoveries, visits=one.visits)


class DiscoveryExport(Outgoing):
    """An offer that was found; title and organisation while it is still there."""

    offer_id: UUID
    title: str | None
    organisation: str | None
    discovered_on: date
    visited_on: date | None


class MailExport(Outgoing):
    """A mail to the account's address that has not left yet."""

    written_at: datetime
    subject: str
    text: str
    attachment: str | None


class FogExport(Outgoing):
    """Lifted clouds as a GeoJSON FeatureCollection (RFC 7946): a polygon for each run of cells beside each other."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[dict[str, Any]]

    @classmethod
    def of(cls, fog: Mapping[FogBlock, int]) -> "FogExport":
        return cls(features=[_feature(*run) for block, mask in sorted(fog.items()) for run in _runs(block, mask)])


class ExportOut(Outgoing):
    """Everything that is kept of one account."""

    made_at: datetime
    player_id: UUID
    account_id: UUID
    name: str
    language: Language
    age_band: AgeBand
    email: str | None
    is_guest: bool
    roles: list[RoleExport]
    consent: ConsentOut
    wishes: WishesOut
    sessions: list[SessionExport]
    passkeys: list[PasskeyExport]
    devices: list[DeviceExport]
    device_days: list[DeviceDayExport]
    walking_days: list[WalkingDayExport] = Field(description="Kept for a month, the latest first.")
    discoveries: list[DiscoveryExport]
    points: list[LedgerEntryOut] = Field(description="The ledger, by day.")
    fog: FogExport
    mails: list[MailExport]
    notifications: list[NotificationOut]
    notification_settings: list[SettingOut] = Field(description="Those ever changed.")
    quiet_hours: QuietHoursOut | None
    push_endpoints: list[str] = Field(description="Where browsers asked to have their pushes sent.")
    joker: JokerExport | None = Field(description="null for who never applied as a Joker.")
    calls: list[CallExport] = Field(description="Questions asked and answered, with the conversations; oldest first.")
    calls_shown: list[ShownCallExport]
    blocked: list[BlockExport] = Field(description="The latest first.")
    reports: list[ReportExport]
    measures: list[MeasureOut]
    meetings: list[MeetingExport] = Field(description="The earliest first.")
    applications: list[ApplicationExport] = Field(description="The latest first.")
    saved_offers: list[SavedOfferExport] = Field(description="The latest first.")
    registrations: list[RegistrationExport] = Field(description="Events, who registered first comes first.")
    written_offers: list[WrittenOfferExport] = Field(description="For organisations, the oldest first.")
    offer_changes: list[OfferChangeExport] = Field(description="The oldest first.")
    organisations: list[MembershipExport] = Field(description="Answered for, or changed.")
    invitations: list[InvitationExport] = Field(description="To answer for an organisation; to the account's address.")
    invitations_sent: list[InvitationExport] = Field(description="That wait to be accepted.")


def _runs(block: FogBlock, mask: int) -> Iterator[tuple[int, int, int]]:
    """Column, row and length of each run of set cells, row by row."""
    start = length = 0
    for index in indices_in(mask):
        if length and index == start + length and index % BLOCK_EDGE_CELLS:
            length += 1
            continue
        if length:
            yield _place(block, start, length)
        start, length = index, 1
    if length:
        yield _place(block, start, length)


def _place(block: FogBlock, start: int, length: int) -> tuple[int, int, int]:
    row, column = divmod(start, BLOCK_EDGE_CELLS)
    return block.x * BLOCK_EDGE_CELLS + column, block.y * BLOCK_EDGE_CELLS + row, length


def _feature(x: int, y: int, length: int) -> dict[str, Any]:
    north_west = tile_north_west(Tile(FOG_CELL_ZOOM, x, y))
    south_east = tile_north_west(Tile(FOG_CELL_ZOOM, x + length, y + 1))
    west, south, east, north = north_west.lon, south_east.lat, south_east.lon, north_west.lat
    # Counterclockwise, as RFC 7946 asks; [lon, lat].
    ring: Sequence[list[float]] = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"cells": length},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


class ErasedOut(Outgoing):
    """The end of an account."""

    open_cases: int = Field(
        description="Reports and alerts that are not judged yet: what they are judged by (name, e-mail address, age "
        "band, the words and meetings around them) stays until they are."
    )
    evidence_kept_days: int = Field(description="For how many days it stays after that.")
