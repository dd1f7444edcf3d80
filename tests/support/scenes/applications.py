"""A bakery with a member who reads, and players who found its offer, for tests of applications."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from game_rules.addressed_events import AddressedEvent
from game_rules.applications.application import Answer, ApplicationState, Interest, RefusalGround, version_after
from game_rules.applications.events import ApplicationChanged
from game_rules.applications.interview import InterviewPlace, NewInterview, NewResponse, Response
from game_rules.applications.views import ApplicationView
from game_rules.meetings.meeting import TrustedContact
from game_rules.people.players import AgeBand, Language
from game_rules.people.wishes import Wishes
from game_rules.undo import undo_until
from server.adapters.job_queue import ProcrastinateQueue
from server.adapters.signer import LinkSigner
from server.live.campaign import CampaignSnapshot, LiveCampaign
from server.live.live import Live
from server.services.accounts.sign_in_guest import NewGuest, sign_in_guest
from server.services.applications.answer import answer_application, see_application
from server.services.applications.apply import apply_to_offer
from server.services.applications.close import look_after_waiting
from server.services.applications.follow import note_reminder, restore_application, withdraw_application
from server.services.applications.hire import finish_hire, undo_hire
from server.services.applications.views import ApplicationMoved, applications_for_offer, my_applications
from server.services.links import Links
from server.services.meetings.interviews import respond_to_invitation
from server.services.ports import Mail, OpenUnit
from server.services.territory.load_campaign import load_campaign
from tests.support.contexts import context_at
from tests.support.factories import START, offer
from tests.support.scenes.campaigns import store_territory

LINKS = Links(LinkSigner(b"for tests", lambda: START), "https://play.example.org")
BAKERY = replace(offer(title="Vente en boulangerie"), questions=("As-tu déjà tenu une caisse ?",), phone="+33321000000")
MEMBER_MAIL = "boulangerie@example.org"
INTEREST = Interest("Inès", "Je sais vendre, et sourire à six heures.", "Le matin, au 06 00 00 00 00", ("Oui, un été",))


def days_later(days: float) -> datetime:
    return START + timedelta(days=days)


def at_the_bakery(now: datetime = START) -> NewInterview:
    """An interview three days later, at ten by the clock of Lens."""
    return NewInterview((now + timedelta(days=3)).replace(hour=8, minute=0), InterviewPlace.OFFER)


class ApplicationScene:
    """Shorthands for what tests of applications do again and again."""

    def __init__(self, open_unit: OpenUnit) -> None:
        self.open_unit, self.jobs = open_unit, ProcrastinateQueue()
        store_territory(open_unit, [BAKERY])
        self.live = LiveCampaign()
        self.member = self.account_of(self.player("Paule", MEMBER_MAIL))
        self.join(self.member)
        self.load()

    def load(self, now: datetime = START) -> CampaignSnapshot:
        assert load_campaign(context_at(self.open_unit, now, live=Live(campaign=self.live)))
        return self.campaign

    @property
    def campaign(self) -> CampaignSnapshot:
        assert self.live.current is not None
        return self.live.current

    def player(self, name: str = "Camille", email: str | None = None, age_band: AgeBand = AgeBand.FROM_18) -> UUID:
        """Somebody who has not found anything yet."""
        player = sign_in_guest(
            context_at(
                self.open_unit,
            ),
            NewGuest(name=name, language=Language.FRENCH, age_band=age_band, wishes=Wishes()),
        ).player
        if email is not None:
            with self.open_unit() as unit:
                unit.accounts.give_email(player.account_id, email)
                unit.commit()
        return player.id

    def walker(self, name: str = "Camille", email: str | None = None, age_band: AgeBand = AgeBand.FROM_18) -> UUID:
        """Somebody who found the bakery's offer."""
        player_id = self.player(name, email, age_band)
        with self.open_unit() as unit:
            unit.achievements.add_discoveries(player_id, {BAKERY.id: START.date()})
            unit.commit()
        return player_id

    def account_of(self, player_id: UUID) -> UUID:
        with self.open_unit() as unit:
            player = unit.accounts.player(player_id)
        assert player is not None
        return player.account_id

    def join(self, account_id: UUID, organisation_id: UUID = BAKERY.organisation.id) -> None:
        self.run(
            "insert into organisation_member values (:organisation, :account, true, :day)",
            organisation=organisation_id,
            account=account_id,
            day=START.date(),
        )

    def run(self, statement: str, **values: object) -> None:
        """Does to the database what another part of the game does."""
        with self.open_unit() as unit:
            unit._session.execute(text(statement), values)
            unit.commit()

    def apply(self, player_id: UUID, now: datetime = START, interest: Interest = INTEREST) -> ApplicationMoved:
        return apply_to_offer(
            context_at(self.open_unit, now, campaign=self.live.current, links=LINKS, player_id=player_id),
            BAKERY.id,
            interest,
        )

    def applied(self, player_id: UUID, now: datetime = START) -> UUID:
        """The id of a new application."""
        return self.apply(player_id, now).view.application.id

    def answer(
        self,
        application_id: UUID,
        state: ApplicationState,
        now: datetime = START,
        *,
        ground: RefusalGround | None = None,
        reply: str | None = None,
        by: UUID | None = None,
        version: int | None = None,
        interview: NewInterview | None = None,
    ) -> ApplicationMoved:
        """Answers what stands, or what stood at `version`. Who is invited comes to the bakery three days later."""
        if state is ApplicationState.MEETING_PROPOSED and interview is None:
            interview = at_the_bakery(now)
        phone = BAKERY.phone if state is ApplicationState.PHONE else None
        answer = Answer(state, ground, reply, interview, phone)
        account_id = by or self.member
        if version is None:
            version = self.version_of(application_id)
        return answer_application(
            context_at(self.open_unit, now, campaign=self.live.current), account_id, application_id, version, answer
        )

    def hire(self, application_id: UUID, now: datetime = START, reply: str | None = None) -> None:
        """Hires whoever applied, and tells them once it can be undone no more."""
        self.answer(application_id, ApplicationState.HIRED, now, reply=reply)
        assert self.finish_hire(application_id, undo_until(now))

    def undo_hire(self, application_id: UUID, now: datetime, *, version: int | None = None) -> ApplicationMoved:
        context = context_at(self.open_unit, now, campaign=self.live.current, account_id=self.member)
        return undo_hire(context, application_id, self.version_of(application_id) if version is None else version)

    def finish_hire(self, application_id: UUID, now: datetime) -> bool:
        return finish_hire(context_at(self.open_unit, now), application_id)

    def version_of(self, application_id: UUID) -> int:
        with self.open_unit() as unit:
            changes = unit.applications.changes_of([application_id])[application_id]
        return version_after(change.action for change in changes)

    def see(self, application_id: UUID, now: datetime = START, by: UUID | None = None) -> ApplicationMoved:
        return see_application(
            context_at(self.open_unit, now, campaign=self.live.current, account_id=by or self.member), application_id
        )

    def withdraw(self, player_id: UUID, application_id: UUID, now: datetime = START) -> ApplicationMoved:
        return withdraw_application(
            context_at(self.open_unit, now, campaign=self.live.current, player_id=player_id), application_id
        )

    def restore(self, player_id: UUID, application_id: UUID, now: datetime = START) -> ApplicationMoved:
        return restore_application(
            context_at(self.open_unit, now, campaign=self.live.current, player_id=player_id), application_id
        )

    def remind(self, player_id: UUID, application_id: UUID, now: datetime) -> ApplicationMoved:
        return note_reminder(
            context_at(self.open_unit, now, campaign=self.live.current, links=LINKS, player_id=player_id),
            application_id,
        )

    def respond(
        self,
        player_id: UUID,
        application_id: UUID,
        response: Response,
        words: str | None = None,
        now: datetime = START,
        *,
        version: int | None = None,
        confirmed: bool = False,
        contact: TrustedContact | None = None,
    ) -> ApplicationMoved:
        return respond_to_invitation(
            context_at(self.open_unit, now, campaign=self.live.current, links=LINKS, player_id=player_id),
            application_id,
            self.version_of(application_id) if version is None else version,
            NewResponse(response, words, confirmed),
            contact,
        )

    def look_after(self, now: datetime) -> int:
        return look_after_waiting(context_at(self.open_unit, now))

    def mine(self, player_id: UUID, now: datetime = START) -> list[ApplicationView]:
        return my_applications(context_at(self.open_unit, now, campaign=self.live.current, player_id=player_id))

    def read_by(self, account_id: UUID, now: datetime = START) -> list[ApplicationView]:
        return applications_for_offer(
            context_at(self.open_unit, now, campaign=self.live.current, account_id=account_id), BAKERY.id
        )

    def mails(self, address: str = MEMBER_MAIL) -> list[Mail]:
        with self.open_unit() as unit:
            return unit.mail_outbox.to(address)

    def inbox(self, player_id: UUID) -> list[str]:
        """Kinds of unread lines, oldest first."""
        with self.open_unit() as unit:
            return [one.kind.value for one in unit.notifications.all_of(player_id) if one.read_at is None]


def links_in(mail: Mail) -> list[str]:
    return re.findall(r"https://play\.example\.org/r/\S+", mail.text)


def view_told(told: AddressedEvent) -> ApplicationView:
    assert isinstance(told.event, ApplicationChanged)
    return told.event.view


def local_day(days: int) -> date:
    return days_later(days).date()
