"""Payloads about Jokers: applying, time, and what an organiser decides."""

from datetime import date, time
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from game_rules.jokers.availability import Availability, DayOff, ExtraSlot, WeeklySlot
from game_rules.jokers.joker import About, HelpOffered, HelpTopic, IdentityAction, JokerState, SpokenLanguage
from game_rules.jokers.limits import (
    JOKER_CHARTER_VERSION,
    MAX_SLOT_EXCEPTIONS,
    MAX_WEEKLY_SLOTS,
    MINORS_ARTICLE_VERSION,
)
from game_rules.jokers.profile import IdentityDecision, JokerCard, JokerProfile, JokerTally, VettedJoker
from game_rules.territory.territory import Place, PlaceKind
from game_rules.text_limits import ABOUT_LINE_MAX_CHARS, INTRODUCTION_MAX_CHARS, REASON_MAX_CHARS
from server.schemas.base import ClockTime, Incoming, Outgoing, PositionOut
from server.schemas.play import OpenHoursOut, visiting_hours_out

RomeDomain = Annotated[str, Field(pattern=r"^[A-N][0-9]{2}$")]
"""A domain of the ROME nomenclature, such as F17."""


class JokerHelpIn(Incoming):
    """The help that a Joker offers, and the charter they accept."""

    topics: list[HelpTopic] = Field(min_length=1, max_length=len(HelpTopic))
    languages: list[SpokenLanguage] = Field(min_length=1, max_length=len(SpokenLanguage))
    rome_domains: list[RomeDomain] = Field(
        default_factory=list, max_length=50, description="Trades they know; needed for the topic trade."
    )
    charter_version: int = Field(ge=1, description="The version of the charter that was shown and accepted.")
    minors_article: int | None = Field(
        default=None, ge=1, description="The version of its article on minors that was accepted; null: adults only."
    )

    trade: str | None = Field(
        default=None,
        max_length=ABOUT_LINE_MAX_CHARS,
        description="In their own words, for players they answer.",
    )
    commune: str | None = Field(default=None, max_length=ABOUT_LINE_MAX_CHARS, description="As trade.")
    introduction: str | None = Field(default=None, max_length=INTRODUCTION_MAX_CHARS, description="As trade.")

    def to_help(self) -> HelpOffered:
        said = ((text and text.strip()) or None for text in (self.trade, self.commune, self.introduction))
        return HelpOffered(
            frozenset(self.topics),
            frozenset(self.languages),
            frozenset(self.rome_domains),
            self.minors_article,
            About(*said),
        )


class _Span(Incoming):
    starts: ClockTime = Field(description="Local time, HH:MM.")
    ends: ClockTime = Field(description="Local time, HH:MM; not included.")
    place_id: UUID | None = Field(default=None, description="A staffed place; null is in the app.")

    @model_validator(mode="after")
    def _in_order(self) -> "_Span":
        if self.starts >= self.ends:
            raise ValueError("starts must come before ends")
        return self


class WeeklySlotIn(_Span):
    """Free every week."""

    weekday: int = Field(ge=0, le=6, description="0 is Monday.")


class ExtraSlotIn(_Span):
    """Free on one day only, a day off or not."""

    on: date


class AvailabilityIn(Incoming):
    """A Joker's free times, in the campaign's local time. They replace what was there; "free now" stays."""

    slots: list[WeeklySlotIn] = Field(max_length=MAX_WEEKLY_SLOTS)
    days_off: list[date] = Field(default_factory=list, max_length=MAX_SLOT_EXCEPTIONS)
    extra_slots: list[ExtraSlotIn] = Field(default_factory=list, max_length=MAX_SLOT_EXCEPTIONS)

    def to_availability(self) -> Availability:
        extra = [
            ExtraSlot(one.on, time.fromisoformat(one.starts), time.fromisoformat(one.ends), one.place_id)
            for one in self.extra_slots
        ]
        return Availability(
            slots=tuple(
                WeeklySlot(slot.weekday, time.fromisoformat(slot.starts), time.fromisoformat(slot.ends), slot.place_id)
                for slot in self.slots
            ),
            exceptions=(*(DayOff(day) for day in sorted(set(self.days_off))), *extra),
        )


class FreeNowIn(Incoming):
    """Free for an hour."""

    place_id: UUID | None = Field(default=None, description="A staffed place that is open; null is in the app.")


class WeeklySlotOut(Outgoing):
    """Free every week."""

    weekday: int = Field(description="0 is Monday.")
    starts: str
    ends: str
    place_id: UUID | None

    @classmethod
    def of(cls, slot: WeeklySlot) -> "WeeklySlotOut":
        starts, ends = f"{slot.starts:%H:%M}", f"{slot.ends:%H:%M}"
        return cls(weekday=slot.weekday, starts=starts, ends=ends, place_id=slot.place_id)


class ExtraSlotOut(Outgoing):
    """Free on one day only."""

    on: date
    starts: str
    ends: str
    place_id: UUID | None

    @classmethod
    def of(cls, slot: ExtraSlot) -> "ExtraSlotOut":
        starts, ends = f"{slot.starts:%H:%M}", f"{slot.ends:%H:%M}"
        return cls(on=slot.on, starts=starts, ends=ends, place_id=slot.place_id)


class FreeSpanOut(Outgoing):
    """Free until a moment, at a place or, with null, in the app."""

    until: AwareDatetime
    place_id: UUID | None


class JokerOut(Outgoing):
    """A Joker's own view of themselves."""

    player_id: UUID
    state: JokerState
    reason: str | None = Field(description="What an organiser said to the last decision.")
    identity_checked: bool = Field(description="Needed to be free at a place, and for minors.")
    identity_counts_until: AwareDatetime | None = Field(
        description="When the check runs out, or ran out; null without one."
    )
    identity_withdrawn: str | None = Field(description="Why an organiser took the check back; null where none did.")
    minors_article: int | None = Field(description="The version they accepted; null: no call of a minor is shown.")
    minors_article_now: int
    charter_version: int
    charter_version_now: int = Field(description="While it differs, no call is shown: show the charter again.")
    topics: list[HelpTopic]
    languages: list[SpokenLanguage]
    rome_domains: list[str]
    trade: str | None = Field(description="In the Joker's own words.")
    commune: str | None
    introduction: str | None
    slots: list[WeeklySlotOut]
    days_off: list[date]
    extra_slots: list[ExtraSlotOut]
    free_now: FreeSpanOut | None = Field(description="The last time of being free at once, which may be over.")
    free: FreeSpanOut | None = Field(description="The span they are in now; null when not free.")

    @classmethod
    def of(cls, profile: JokerProfile) -> "JokerOut":
        joker, availability, free = profile.joker, profile.availability, profile.free
        free_now = availability.free_now
        return cls(
            player_id=joker.player_id,
            state=joker.state,
            reason=joker.reason,
            identity_checked=profile.identity_checked,
            identity_counts_until=joker.identity_counts_until,
            identity_withdrawn=profile.identity_withdrawn,
            minors_article=joker.help.minors_article,
            minors_article_now=MINORS_ARTICLE_VERSION,
            charter_version=joker.charter_version,
            charter_version_now=JOKER_CHARTER_VERSION,
            topics=sorted(joker.help.topics),
            languages=sorted(joker.help.languages),
            rome_domains=sorted(joker.help.rome_domains),
            trade=joker.help.about.trade,
            commune=joker.help.about.commune,
            introduction=joker.help.about.introduction,
            slots=[WeeklySlotOut.of(slot) for slot in availability.slots],
            days_off=[one.on for one in availability.exceptions if isinstance(one, DayOff)],
            extra_slots=[ExtraSlotOut.of(one) for one in availability.exceptions if isinstance(one, ExtraSlot)],
            free_now=FreeSpanOut(until=free_now.until, place_id=free_now.place_id) if free_now else None,
            free=FreeSpanOut(until=free.ends, place_id=free.place_id) if free else None,
        )


class JokerTallyOut(Outgoing):
    """Calls that I answered, and those after which I was told that it helped."""

    answered: int
    thanked: int

    @classmethod
    def of(cls, tally: JokerTally) -> "JokerTallyOut":
        return cls(answered=tally.answered, thanked=tally.thanked)


class JokerCardOut(Outgoing):
    """The Joker who answered me, in their own words."""

    player_id: UUID
    trade: str | None
    commune: str | None
    introduction: str | None
    identity_checked: bool = Field(description="An organiser saw who they are, less than a year ago.")

    @classmethod
    def of(cls, card: JokerCard) -> "JokerCardOut":
        about = card.about
        return cls(
            player_id=card.joker_id,
            trade=about.trade,
            commune=about.commune,
            introduction=about.introduction,
            identity_checked=card.identity_checked,
        )


class JokersThereOut(Outgoing):
    """An answer to: would a call of mine be seen now?"""

    there: bool = Field(description="A Joker who may answer me has the app open, and time.")


class JokerChangedOut(Outgoing):
    """`joker_changed`: the Joker said something else of themselves, or an organiser decided about them."""

    joker: JokerOut


class StaffedPlaceOut(Outgoing):
    """A public place where Jokers may be, with its staffed hours."""

    id: UUID
    name: str
    kind: PlaceKind
    position: PositionOut
    staffed_hours: list[OpenHoursOut]

    @classmethod
    def of(cls, place: Place) -> "StaffedPlaceOut":
        return cls(
            id=place.id,
            name=place.name,
            kind=place.kind,
            position=PositionOut.of(place.position),
            staffed_hours=visiting_hours_out(place.staffed_hours) if place.staffed_hours else [],
        )


class StaffedPlacesOut(Outgoing):
    """All staffed places of the territory."""

    places: list[StaffedPlaceOut]


class BlockedOut(Outgoing):
    """Somebody whom the player has blocked."""

    player_id: UUID
    name: str
    blocked_at: AwareDatetime


class BlockedListOut(Outgoing):
    """Those whom the player has blocked, the latest first."""

    blocked: list[BlockedOut]


class DecisionIn(Incoming):
    """An organiser's words on a decision; the Joker is shown them. Needed to decline or suspend."""

    reason: str | None = Field(default=None, max_length=REASON_MAX_CHARS)


class IdentityWithdrawnIn(Incoming):
    """An organiser's words on a check that they take back; the Joker is shown them."""

    reason: str = Field(min_length=1, max_length=REASON_MAX_CHARS)


class IdentityDecisionOut(Outgoing):
    """A decision on who a Joker is."""

    at: AwareDatetime
    action: IdentityAction
    account_id: UUID | None = Field(description="Who decided; null for the server's token, and for who is gone.")
    reason: str | None
    honorability_attested_on: date | None

    @classmethod
    def of(cls, decision: IdentityDecision) -> "IdentityDecisionOut":
        return cls(
            at=decision.at,
            action=decision.action,
            account_id=decision.account_id,
            reason=decision.reason,
            honorability_attested_on=decision.honorability_attested_on,
        )


class VettedJokerOut(Outgoing):
    """A Joker as an organiser sees them."""

    player_id: UUID
    name: str
    state: JokerState
    reason: str | None
    identity_checked: bool = Field(description="The check counts now: it is less than a year old.")
    identity_counts_until: AwareDatetime | None
    honorability_attested_on: date | None = Field(description="Day of the attestation d'honorabilité that was seen.")
    minors_article: int | None = Field(description="Version of the charter's article on minors that they accepted.")
    identity_decisions: list[IdentityDecisionOut] = Field(description="Oldest first.")
    topics: list[HelpTopic]
    languages: list[SpokenLanguage]
    rome_domains: list[str]
    trade: str | None = Field(description="In the Joker's own words.")
    commune: str | None
    introduction: str | None

    @classmethod
    def of(cls, vetted: VettedJoker) -> "VettedJokerOut":
        joker = vetted.joker
        return cls(
            player_id=joker.player_id,
            name=vetted.name,
            state=joker.state,
            reason=joker.reason,
            identity_checked=vetted.identity_checked,
            identity_counts_until=joker.identity_counts_until,
            honorability_attested_on=joker.honorability_attested_on,
            minors_article=joker.help.minors_article,
            identity_decisions=[IdentityDecisionOut.of(one) for one in vetted.identity_decisions],
            topics=sorted(joker.help.topics),
            languages=sorted(joker.help.languages),
            rome_domains=sorted(joker.help.rome_domains),
            trade=joker.help.about.trade,
            commune=joker.help.about.commune,
            introduction=joker.help.about.introduction,
        )


class VettedJokersOut(Outgoing):
    """All Jokers, who applied first comes first."""

    jokers: list[VettedJokerOut]
