"""People who answer for organisations, for tests of services."""

from datetime import datetime
from uuid import UUID, uuid4

from game_rules.organisations.members import OwnOrganisation, VettedOrganisation
from game_rules.organisations.organisation import OrganisationAction, OrganisationKind
from game_rules.people.players import AgeBand, Language, Player, Role
from game_rules.people.wishes import Wishes
from server.services.offers.decide_on_organisation import decide_on_organisation
from server.services.organisations.register import OrganisationWords, register_organisation
from server.services.organisations.team import accept_invitation, invite
from server.services.ports import Mail, OpenUnit
from tests.support.contexts import BASE_URL, context_at
from tests.support.factories import START

SIRET = "73282932000074"
"""One that Luhn's check accepts; everything else about the organisations here is invented."""

_LINK = f"{BASE_URL}/recruter#invitation="


class OrganisationScene:
    """Shorthands for what tests of organisations do again and again."""

    def __init__(self, open_unit: OpenUnit) -> None:
        self.open_unit = open_unit

    def account(self, name: str = "Zoé", *, language: Language = Language.FRENCH) -> Player:
        """Somebody with an address of their own."""
        player = Player(
            id=uuid4(),
            account_id=uuid4(),
            name=name,
            language=language,
            is_guest=False,
            wishes=Wishes(),
            email=f"{uuid4()}@example.org",
        )
        with self.open_unit() as unit:
            unit.accounts.add(player, AgeBand.FROM_18, START.date())
            unit.commit()
        return player

    def register(
        self, owner: Player, *, name: str = "Fournil du terril", siret: str | None = None, now: datetime = START
    ) -> OwnOrganisation:
        words = OrganisationWords(name, OrganisationKind.EMPLOYER, siret)
        return register_organisation(context_at(self.open_unit, now, account_id=owner.account_id), words)

    def verified(self, owner: Player, **words: str | None) -> UUID:
        """The id of an organisation that an organiser has verified."""
        organisation_id = self.register(owner, **words).organisation.id  # type: ignore[arg-type]
        self.decide(organisation_id, OrganisationAction.VERIFY)
        return organisation_id

    def decide(
        self,
        organisation_id: UUID,
        action: OrganisationAction,
        reason: str | None = None,
        *,
        account_id: UUID | None = None,
        now: datetime = START,
    ) -> VettedOrganisation:
        return decide_on_organisation(
            context_at(self.open_unit, now), organisation_id, action, reason=reason, account_id=account_id
        )

    def invite(self, owner: Player, organisation_id: UUID, email: str, now: datetime = START) -> str:
        """Invites the address, and returns the token of the mail."""
        invite(context_at(self.open_unit, now, account_id=owner.account_id), organisation_id, email)
        return self.token_mailed_to(email)

    def token_mailed_to(self, email: str) -> str:
        """The token of the newest invitation to the address."""
        newest = [mail for mail in self.mails_to(email) if _LINK in mail.text][-1]
        return newest.text.partition(_LINK)[2].split()[0]

    def accept(self, player: Player, token: str, now: datetime = START) -> None:
        accept_invitation(context_at(self.open_unit, now, account_id=player.account_id), token)

    def join(self, owner: Player, organisation_id: UUID, name: str = "Sacha", now: datetime = START) -> Player:
        """A member more, who is no owner."""
        member = self.account(name)
        self.accept(member, self.invite(owner, organisation_id, f"{uuid4()}@example.org", now), now)
        return member

    def mails_to(self, email: str | None) -> list[Mail]:
        """The oldest first."""
        assert email is not None
        with self.open_unit() as unit:
            return unit.mail_outbox.to(email)

    def roles(self, player: Player) -> set[Role]:
        with self.open_unit() as unit:
            return set(unit.accounts.roles(player.account_id))

    def owners(self, organisation_id: UUID) -> dict[UUID, bool]:
        """Each member, and whether they are an owner."""
        with self.open_unit() as unit:
            return {one.account_id: one.is_owner for one in unit.organisations.members(organisation_id)}
