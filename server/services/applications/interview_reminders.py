"""Both sides of an interview that was agreed to are reminded of it: who applied, and the organisation's members."""

from datetime import datetime
from uuid import UUID

from game_rules.applications.application import Application
from game_rules.applications.interview_reminders import InterviewReminder, is_reminded_of, reminders_to_come
from game_rules.notifications.notification import NotificationKind
from game_rules.organisations.organisation import OrganisationState
from server.services.applications.mails import mail_interview_reminder
from server.services.applications.views import views_of
from server.services.context import Context, Unit
from server.services.notifications.notify import Notice, notify
from server.services.ports import Job, JobName


def schedule_interview_reminders(unit: Unit, application: Application) -> None:
    """Has a worker remind the two, once the caller's transaction is committed."""
    if application.interview is None:
        return
    for reminder, due_at in reminders_to_come(application, unit.now, unit.limits):
        arguments = {
            "application_id": str(application.id),
            "starts_at": application.interview.starts_at.isoformat(),
            "reminder": reminder.value,
        }
        unit.jobs.defer(unit, Job(JobName.REMIND_OF_INTERVIEW, arguments, not_before=due_at, is_urgent=True))


def remind_of_interview(
    context: Context, application_id: UUID, starts_at: datetime, reminder: InterviewReminder
) -> None:
    """Reminds both sides, once, however often it is called; nobody of what was called off or moved meanwhile, or
    is with an organisation that is suspended by now."""
    with context.unit() as unit:
        seen = unit.applications.application(application_id)
        if seen is None or unit.accounts.lock_player(seen.player_id) is None:
            return
        application = unit.applications.lock(application_id)
        if application is None or not is_reminded_of(application, starts_at, context.now):
            return
        offer = unit.posted_offers.offer(application.offer_id)
        if offer is None or offer.organisation.state is not OrganisationState.VERIFIED:
            return
        occasion = f"{starts_at.isoformat()} {reminder.value}"
        notice = Notice(NotificationKind.INTERVIEW_REMINDER, application_id, occasion=occasion, starts_at=starts_at)
        if notify(unit, application.player_id, notice) is None:
            return
        (view,) = views_of(unit, [application])
        mail_interview_reminder(unit, view, starts_at)
        unit.commit()
