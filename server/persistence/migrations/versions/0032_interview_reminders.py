"""Who agreed to an interview is reminded of it."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

_KINDS = (
    "call_waiting_for_you",
    "call_answered",
    "message_received",
    "meeting_proposed",
    "meeting_confirmed",
    "meeting_cancelled",
    "meeting_late",
    "meeting_reminder",
    "meeting_all_well",
    "joker_approved",
    "joker_declined",
    "joker_suspended",
    "identity_checked",
    "identity_withdrawn",
    "report_settled",
    "case_opened",
    "measure_taken",
    "measure_lifted",
    "appeal_decided",
    "event_seat_free",
    "event_moved",
    "event_called_off",
    "application_answered",
    "application_unanswered",
    "application_closed",
    "offer_filled",
)
_NOTIFIED = ("notification", "notification_setting")


def upgrade() -> None:
    _allow(*_KINDS, "interview_reminder")


def downgrade() -> None:
    for table in _NOTIFIED:
        op.execute(sa.delete(sa.table(table, sa.column("kind"))).where(sa.column("kind") == "interview_reminder"))
    _allow(*_KINDS)


def _allow(*kinds: str) -> None:
    for table in _NOTIFIED:
        name = op.f(f"ck_{table}_kind")
        op.drop_constraint(name, table, type_="check")
        op.create_check_constraint(name, table, sa.column("kind").in_(kinds))
