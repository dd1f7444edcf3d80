"""Two people of a conversation who mean to meet at the library of the small world."""

from datetime import UTC, datetime, time, timedelta
from itertools import count
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from game_rules.gps import GpsFix
from game_rules.holidays import Holidays
from game_rules.meetings.meeting import CancelReason, ContactAnswer, Meeting, MeetingStep, TrustedContact
from game_rules.people.encounters import is_minor
from game_rules.people.players import AgeBand
from server.services.jokers.vet import confirm_identity
from server.services.meetings.advance import advance_meeting
from server.services.meetings.answer import cancel_meeting, confirm_meeting
from server.services.meetings.attend import check_in, check_out, say_well, show_code
from server.services.meetings.contact_answers import AnsweredByContact, follow_contact_link
from server.services.meetings.propose import MeetingMoved, NewMeeting, propose_meeting
from server.services.meetings.trusted_contact import ContactLink
from tests.support.contexts import context_at
from tests.support.factories import START, place
from tests.support.scenes.help import LIBRARY, HelpScene

AUNT = TrustedContact("Tante Odile", "odile@example.org", None)
TOMORROW = START + timedelta(days=1)
"""A Thursday noon in Lens: the library is open from nine to five."""


class MeetingScene:
    """A conversation of `asker_id` with an identity-checked Joker, and shorthands for what they do about meeting."""

    def __init__(
        self,
        scene: HelpScene,
        *,
        age_band: AgeBand = AgeBand.FROM_18,
        identity_checked: bool = True,
        now: datetime = START,
        asker_id: UUID | None = None,
        joker_id: UUID | None = None,
        call_id: UUID | None = None,
    ) -> None:
        self.scene, self.open_unit = scene, scene.open_unit
        self.asker_id = asker_id or scene.player("Camille", age_band)
        self.joker_id = joker_id or scene.joker(
            "Dominique", free=False, for_minors=is_minor(age_band) and identity_checked, now=now
        )
        if identity_checked:
            confirm_identity(context_at(scene.open_unit, now), self.joker_id)
        self.call_id = call_id or scene.conversation(self.asker_id, self.joker_id, now)

    def propose(
        self,
        player_id: UUID,
        starts_at: datetime = TOMORROW,
        *,
        now: datetime = START,
        minutes: int = 30,
        place_id: UUID = LIBRARY.id,
        contact: TrustedContact | None = None,
        meeting_id: UUID | None = None,
    ) -> MeetingMoved:
        new = NewMeeting(meeting_id or uuid4(), self.call_id, place_id, starts_at, minutes, contact)
        return propose_meeting(context_at(self.open_unit, now, campaign=self.scene.campaign, player_id=player_id), new)

    def confirm(
        self, player_id: UUID, meeting_id: UUID, contact: TrustedContact | None = None, now: datetime = START
    ) -> MeetingMoved:
        return confirm_meeting(context_at(self.open_unit, now, player_id=player_id), meeting_id, contact)

    def cancel(
        self, player_id: UUID, meeting_id: UUID, reason: CancelReason | None = None, now: datetime = START
    ) -> MeetingMoved:
        return cancel_meeting(context_at(self.open_unit, now, player_id=player_id), meeting_id, reason)

    def set_up(
        self,
        starts_at: datetime = TOMORROW,
        *,
        now: datetime = START,
        contact: TrustedContact | None = None,
        contact_says: ContactAnswer | None = ContactAnswer.CONFIRMED,
    ) -> UUID:
        """A confirmed meeting, whose contact has answered, if they were asked; its id."""
        meeting_id = self.propose(self.asker_id, starts_at, now=now, contact=contact).view.meeting.id
        self.confirm(self.joker_id, meeting_id, now=now)
        if contact is not None and contact.email is not None and contact_says is not None:
            self.contact_says(contact_says, meeting_id, now)
        return meeting_id

    def contact_says(self, answer: ContactAnswer, meeting_id: UUID, now: datetime = START) -> AnsweredByContact:
        """Follows the link of the mail."""
        return follow_contact_link(context_at(self.open_unit, now), ContactLink(meeting_id, answer))

    def check_in(
        self, player_id: UUID, meeting_id: UUID, now: datetime = TOMORROW, *, metres_off: float = 0
    ) -> MeetingMoved:
        return check_in(context_at(self.open_unit, now, player_id=player_id), meeting_id, there(now, metres_off))

    def check_in_by_code(self, player_id: UUID, meeting_id: UUID, code: str, now: datetime = TOMORROW) -> MeetingMoved:
        return check_in(context_at(self.open_unit, now, player_id=player_id), meeting_id, code)

    def code_of(self, player_id: UUID, meeting_id: UUID, now: datetime = TOMORROW) -> str:
        """The code that the player's screen shows."""
        return show_code(context_at(self.open_unit, now, player_id=player_id), meeting_id)

    def check_out(self, player_id: UUID, meeting_id: UUID, now: datetime, *, metres_off: float = 0) -> MeetingMoved:
        return check_out(context_at(self.open_unit, now, player_id=player_id), meeting_id, there(now, metres_off))

    def say_well(self, player_id: UUID, meeting_id: UUID, now: datetime) -> MeetingMoved:
        return say_well(context_at(self.open_unit, now, player_id=player_id), meeting_id)

    def step(self, meeting_id: UUID, step: MeetingStep, now: datetime) -> None:
        """Does what a worker does when the time has come."""
        advance_meeting(context_at(self.open_unit, now), meeting_id, step)

    def step_without_organisers(self, meeting_id: UUID, step: MeetingStep, now: datetime) -> None:
        """The same where no organiser has an address."""
        advance_meeting(context_at(self.open_unit, now, organiser_mail=None), meeting_id, step)

    def meeting(self, meeting_id: UUID) -> Meeting:
        with self.open_unit() as unit:
            meeting = unit.meetings.meeting(meeting_id)
        assert meeting is not None
        return meeting


def there(now: datetime, metres_off: float = 0) -> GpsFix:
    """A fix so many metres from the library's point."""
    return GpsFix(place(at=LIBRARY.position, metres_east=metres_off), 10, now)


def next_open_hour(now: datetime) -> datetime:
    """Ten in the morning of the next day after `now` on which the library is open."""
    zone = ZoneInfo("Europe/Paris")
    days = (now.astimezone(zone).date() + timedelta(days=after) for after in count(1))
    day = next(day for day in days if day.weekday() != 6 and day not in Holidays())
    return datetime.combine(day, time(10), zone).astimezone(UTC)
