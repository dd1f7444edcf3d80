"""The place of an interview that an employer proposes: its name, its hours, and whether it may be."""

from datetime import UTC
from uuid import UUID

from game_rules.applications.application import (
    Application,
)
from game_rules.applications.interview import (
    Interview,
    InterviewPlace,
    NewInterview,
    check_interview,
)
from game_rules.hours import VisitingHours
from game_rules.offers.content import DEFAULT_VISITING_HOURS
from game_rules.offers.drafts import AtDoor
from game_rules.offers.limits import OFFER_DETAIL_MAX_CHARS
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.texts import clean_text
from server.services.context import Unit


def interview_as_kept(unit: Unit, application: Application, new: NewInterview) -> Interview:
    """Names the place in words. Raises Refused(private_place) for an offer without a door, Refused(place_not_staffed)
    for a public place that the campaign does not have, and Refused(invalid_text)."""
    place, _ = _place_of(unit, application.offer_id, new)
    return Interview(new.starts_at.astimezone(UTC), place, new.place_id if new.place is InterviewPlace.PUBLIC else None)


def check_new_interview(unit: Unit, application: Application, new: NewInterview, age: AgeBand) -> None:
    """Raises what `check_interview` raises, by the hours of the place."""
    _, hours = _place_of(unit, application.offer_id, new)
    check_interview(new, hours, age, unit.zone, unit.now, unit.limits)


def _place_of(unit: Unit, offer_id: UUID, new: NewInterview) -> tuple[str, VisitingHours | None]:
    match new.place:
        case InterviewPlace.ADDRESS:
            return clean_text(new.address or "", OFFER_DETAIL_MAX_CHARS), None
        case InterviewPlace.PUBLIC:
            campaign = unit.context.campaign
            place = campaign.staffed_places.get(new.place_id) if campaign and new.place_id else None
            if place is None:
                raise Refused(RefusalReason.PLACE_NOT_STAFFED)
            return place.name, place.open_hours
        case InterviewPlace.OFFER:
            offer = unit.posted_offers.offer(offer_id)
            if offer is None or not isinstance(offer.draft.place, AtDoor):
                raise Refused(RefusalReason.PRIVATE_PLACE)
            hours = offer.draft.visiting_hours or DEFAULT_VISITING_HOURS
            return offer.draft.place.address or offer.organisation.name, hours.in_commune(offer.commune_insee)
