"""Points: which line of the ledger an achievement writes. Lines are never taken back.

A line's key (player, rule, subject) is unique, so that the same achievement told twice is paid once. Only the line
for cells grows during its day, up to the daily most.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from game_rules.limits import DEFAULT_LIMITS, Limits
from game_rules.offers.offer import Offer


class PointRule(StrEnum):
    """Rules by which points are given."""

    CELLS = "cells"
    DISCOVERY = "discovery"
    VISIT = "visit"
    NEW_DOMAIN = "new_domain"
    NEW_COMMUNE = "new_commune"
    HELP_RECEIVED = "help_received"
    HELP_GIVEN = "help_given"
    JOKER_MET = "joker_met"
    PLAYER_MET = "player_met"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One line: `subject` says what the points are for within its rule, `earned_on` is the local day."""

    rule: PointRule
    subject: str
    points: int
    earned_on: date


def is_discovery_paid(offer: Offer) -> bool:
    """Tells whether finding the offer wins points, also those for its occupation: not where its door is public."""
    return not offer.door_is_public


def entry_for_discovery(offer_id: UUID, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.DISCOVERY, str(offer_id), limits.points_discovery, day)


def entry_for_visit(offer_id: UUID, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.VISIT, str(offer_id), limits.points_visit, day)


def entry_for_new_domain(rome_domain: str, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.NEW_DOMAIN, rome_domain, limits.points_new_domain, day)


def entry_for_new_commune(insee: str, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.NEW_COMMUNE, insee, limits.points_new_commune, day)


def entry_for_help_received(call_id: UUID, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.HELP_RECEIVED, str(call_id), limits.points_help_received, day)


def entry_for_help_given(call_id: UUID, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.HELP_GIVEN, str(call_id), limits.points_help_given, day)


def entry_for_joker_met(meeting_id: UUID, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.JOKER_MET, str(meeting_id), limits.points_joker_met, day)


def entry_for_player_met(meeting_id: UUID, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.PLAYER_MET, str(meeting_id), limits.points_player_met, day)


def entry_for_reminder(application_id: UUID, day: date, limits: Limits = DEFAULT_LIMITS) -> LedgerEntry:
    return LedgerEntry(PointRule.REMINDER, str(application_id), limits.points_reminder, day)


def entry_for_cells(
    new_cells: int, already_paid: int, day: date, limits: Limits = DEFAULT_LIMITS
) -> LedgerEntry | None:
    """Returns what `new_cells` add to the day's line, with `already_paid` points on it; None when the day is full."""
    left = limits.points_cells_per_day_max - already_paid
    points = max(0, min(left, new_cells * limits.points_per_cell))
    return LedgerEntry(PointRule.CELLS, day.isoformat(), points, day) if points else None
