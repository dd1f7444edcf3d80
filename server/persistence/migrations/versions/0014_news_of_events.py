"""People are told of events that they registered for."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_BEFORE = (
    "call_waiting_for_you",
    "call_answered",
    "message_received",
    "meeting_proposed",
    "meeting_confirmed",
    "meeting_cancelled",
    "meeting_late",
    "meeting_reminder",
    "joker_approved",
    "joker_declined",
    "joker_suspended",
    "identity_checked",
    "report_settled",
    "application_answered",
    "application_unanswered",
    "application_closed",
    "offer_filled",
)
_NEW = ("event_seat_free", "event_moved", "event_called_off")
_TABLES = ("notification", "notification_setting")


def upgrade() -> None:
    _allow(*_BEFORE, *_NEW)


def downgrade() -> None:
    for table in _TABLES:
        op.execute(sa.delete(sa.table(table, sa.column("kind"))).where(sa.column("kind").in_(_NEW)))
    _allow(*_BEFORE)


def _allow(*kinds: str) -> None:
    for table in _TABLES:
        op.drop_constraint(op.f(f"ck_{table}_kind"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, sa.column("kind").in_(kinds))
