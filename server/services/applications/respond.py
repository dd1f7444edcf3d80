"""Somebody who applied says yes, no or something else to the interview, or the call, that their employer proposes."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from game_rules.applications.application import (
    ApplicationAction,
    ApplicationActor,
    next_application_state,
    version_after,
)
from game_rules.applications.interview import RESPONSES_PER_HOUR_MAX, NewResponse, Response, clean_response
from game_rules.applications.views import AnswerOvertaken
from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason, Refused
from game_rules.wording.contact_data import check_contact_data
from server.services.applications.follow import lock_own
from server.services.applications.interview_reminders import schedule_interview_reminders
from server.services.applications.mails import mail_response
from server.services.applications.views import ApplicationMoved, moved
from server.services.context import Unit


def respond_in(unit: Unit, application_id: UUID, version: int, response: NewResponse) -> ApplicationMoved:
    """Says yes, no or something else to the interview or the call that stands at `version`, and mails the
    organisation's members. The same response sent again changes nothing. In the caller's unit.

    Raises AnswerOvertaken where the employer has said something else since; Refused(application_not_found |
    not_allowed_now | invalid_text | messages_paused | too_many_proposals | contact_data_found).
    """
    response, context = clean_response(response), unit.context
    application = lock_own(unit, application_id)
    state = next_application_state(application.state, ApplicationAction.RESPOND, ApplicationActor.PLAYER)
    changes = unit.applications.changes_of([application_id])[application_id]
    if version_after(change.action for change in changes) != version:
        raise AnswerOvertaken(moved(unit, application).view)
    if (application.response, application.response_words) == (response.response, response.words):
        return ApplicationMoved(moved(unit, application).view)
    age = unit.accounts.age_band_of_player(context.player_id) or AgeBand.UNDER_15
    check_contact_data({"/words": response.words or ""}, age, AgeBand.FROM_18, confirmed=response.confirmed)
    if not unit.measures.may_write(context.player_id, context.now):
        raise Refused(RefusalReason.MESSAGES_PAUSED)
    hour_ago = context.now - timedelta(hours=1)
    lately = [one for one in changes if one.action is ApplicationAction.RESPOND and one.at > hour_ago]
    if len(lately) >= RESPONSES_PER_HOUR_MAX:
        raise Refused(RefusalReason.TOO_MANY_PROPOSALS)
    application = replace(
        application,
        state=state,
        response=response.response,
        response_words=response.words,
        changed_at=context.now,
    )
    unit.applications.move(application, ApplicationAction.RESPOND, ApplicationActor.PLAYER)
    unit.notifications.mark_read_of(application.id, context.now)
    responded = moved(unit, application)
    mail_response(unit, responded.view)
    if response.response is Response.YES:
        schedule_interview_reminders(unit, application)
    return responded
