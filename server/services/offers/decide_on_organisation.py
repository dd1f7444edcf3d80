"""An organiser decides about an organisation; what waited for that is published."""

from uuid import UUID

from game_rules.cases.measure import Measure, MeasureKind
from game_rules.organisations.members import VettedOrganisation
from game_rules.organisations.organisation import (
    OrganisationAction,
    OrganisationActor,
    OrganisationState,
    next_organisation_state,
)
from game_rules.refusals import RefusalReason, Refused
from game_rules.text_limits import REASON_MAX_CHARS
from game_rules.texts import clean_text
from server.persistence.ids import new_id
from server.persistence.organisations.repository import OrganisationMove
from server.services.context import Context
from server.services.offers.submit import publish_waiting
from server.services.organisations.mails import mail_decision


def decide_on_organisation(
    context: Context, organisation_id: UUID, action: OrganisationAction, *, reason: str | None, account_id: UUID | None
) -> VettedOrganisation:
    """Decides, logs it, and writes to its members, who are told the `reason`; what is good news may do without one.

    `account_id` is the organiser's, where they signed in. What is suspended is gone from every open client as soon as
    servers have heard of the commit; what waited for a verification is published with it.
    Raises Refused(organisation_not_found | not_allowed_now | invalid_text).
    """
    if reason is not None or action not in _WITHOUT_A_REASON:
        reason = clean_text(reason or "", REASON_MAX_CHARS)
    with context.unit() as unit:
        organisation = unit.organisations.lock(organisation_id)
        if organisation is None:
            raise Refused(RefusalReason.ORGANISATION_NOT_FOUND)
        state = next_organisation_state(organisation.state, action, OrganisationActor.ORGANISER)
        move = OrganisationMove(action, OrganisationActor.ORGANISER, state, account_id, reason)
        unit.organisations.move(organisation_id, move, context.now)
        if state is OrganisationState.VERIFIED:
            publish_waiting(unit, organisation_id)
        if action is OrganisationAction.SUSPEND and reason is not None:
            kind = MeasureKind.ORGANISATION_SUSPENDED
            measure = Measure(new_id(context.now), kind, reason, context.now, organisation_id=organisation_id)
            unit.measures.add(measure)
        elif action is OrganisationAction.REINSTATE:
            unit.measures.lift_kind(MeasureKind.ORGANISATION_SUSPENDED, organisation_id, context.now)
        mail_decision(unit, unit.organisations.members(organisation_id), organisation, action, reason)
        vetted = unit.organisation_records.vetted_one(organisation_id)
        if vetted is None:
            raise Refused(RefusalReason.ORGANISATION_NOT_FOUND)
        unit.commit()
    return vetted


_WITHOUT_A_REASON = frozenset({OrganisationAction.VERIFY, OrganisationAction.REINSTATE})
