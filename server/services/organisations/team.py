"""The team that answers for an organisation: somebody is invited, accepts, becomes owner."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe
from uuid import UUID

from game_rules.organisations.limits import INVITATION_DAYS, INVITATIONS_PER_ORGANISATION_MAX
from game_rules.organisations.members import Invitation, OrganisationTeam
from game_rules.organisations.organisation import OrganisationState
from game_rules.people.players import Role
from game_rules.refusals import RefusalReason, Refused
from server.persistence.ids import new_id
from server.services.context import Context
from server.services.mail import queue_mail
from server.services.organisations.mails import EMPLOYER_PAGE
from server.services.organisations.membership import member_of, owner_of, team_of
from server.services.organisations.register import lock_for_one_more
from server.services.ports import Mail
from server.texts.organisations import invitation_text

_TOKEN_BYTES = 32
"""256 bits: not to be guessed."""

_MAY_INVITE = frozenset({OrganisationState.PENDING, OrganisationState.VERIFIED})


def invite(context: Context, organisation_id: UUID, email: str) -> OrganisationTeam:
    """Mails an invitation to the normalised address; an older one to it no longer works. Members get none.

    Whoever has the mail may accept, with whatever address they sign in.
    Raises Refused(organisation_not_found | not_a_member | owner_needed | not_allowed_now | too_many_invitations).
    """
    with context.unit() as unit:
        organisation = unit.organisations.lock(organisation_id)
        owner = owner_of(unit, organisation_id, context.account_id)
        assert organisation is not None  # noqa: S101 - it has an owner
        if organisation.state not in _MAY_INVITE:
            raise Refused(RefusalReason.NOT_ALLOWED_NOW)
        if all(member.email != email for member in unit.organisations.members(organisation_id)):
            open_ones = unit.invitations.of_organisation(organisation_id, context.now)
            if len([one for one in open_ones if one.email != email]) >= INVITATIONS_PER_ORGANISATION_MAX:
                raise Refused(RefusalReason.TOO_MANY_INVITATIONS)
            token = token_urlsafe(_TOKEN_BYTES)
            invitation = Invitation(
                new_id(context.now), organisation_id, email, context.now, context.now + timedelta(days=INVITATION_DAYS)
            )
            unit.invitations.put(invitation, _digest(token), context.account_id)
            # Behind the #: the token then stands in no log of ours or of a proxy.
            link = f"{context.links.base}{EMPLOYER_PAGE}#invitation={token}"
            subject, text = invitation_text(owner.language, organisation.name, link)
            queue_mail(unit, Mail(new_id(context.now), email, subject, text, context.now))
        team = team_of(unit, context.account_id, organisation_id)
        unit.commit()
    return team


def withdraw_invitation(context: Context, organisation_id: UUID, invitation_id: UUID) -> OrganisationTeam:
    """Makes the invitation useless; one that is gone is no mistake.

    Raises Refused(organisation_not_found | not_a_member | owner_needed).
    """
    with context.unit() as unit:
        owner_of(unit, organisation_id, context.account_id)
        unit.invitations.remove(organisation_id, invitation_id)
        team = team_of(unit, context.account_id, organisation_id)
        unit.commit()
    return team


def accept_invitation(context: Context, token: str) -> OrganisationTeam:
    """Makes the account a member. The invitation is used up, unless the account is a member already.

    Raises Refused(invitation_invalid | too_many_organisations | not_signed_in).
    """
    digest = _digest(token)
    with context.unit() as unit:
        organisation_id = unit.invitations.invited_to(digest, context.now)
        if organisation_id is None or unit.organisations.lock(organisation_id) is None:
            raise Refused(RefusalReason.INVITATION_INVALID)
        if unit.organisations.member(organisation_id, context.account_id) is None:
            lock_for_one_more(unit)
            # Of two who accept at once, the second one waited at the organisation's row and finds nothing.
            if not unit.invitations.use_up(digest, context.now):
                raise Refused(RefusalReason.INVITATION_INVALID)
            unit.organisations.add_member(organisation_id, context.account_id, context.now.date(), is_owner=False)
            unit.accounts.grant(context.account_id, Role.EMPLOYER, context.now.date())
        team = team_of(unit, context.account_id, organisation_id)
        unit.commit()
    return team


def set_owner(context: Context, organisation_id: UUID, account_id: UUID, *, is_owner: bool) -> OrganisationTeam:
    """Makes a member an owner, or an owner a member like the others.

    Raises Refused(organisation_not_found | not_a_member | owner_needed | last_owner): of whoever asks, and
    not_a_member of whom it is about.
    """
    with context.unit() as unit:
        unit.organisations.lock(organisation_id)
        owner_of(unit, organisation_id, context.account_id)
        member_of(unit, organisation_id, account_id)
        if not is_owner and not any(
            one.is_owner for one in unit.organisations.members(organisation_id) if one.account_id != account_id
        ):
            raise Refused(RefusalReason.LAST_OWNER)
        unit.organisations.set_owner(organisation_id, account_id, is_owner=is_owner)
        team = team_of(unit, context.account_id, organisation_id)
        unit.commit()
    return team


def _digest(token: str) -> bytes:
    return sha256(token.encode()).digest()
