"""Who does not come to a meeting is asked whether all is well, and can say so."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

_ALERT_WAS = "Somebody came to a meeting and did not check out in time."
_ALERT_IS = "Somebody did not say in time that all is well, at a meeting or after it."
_ANSWERED_WAS = "When they checked out after all"
_ANSWERED_IS = "When they said that all is well after all"
_ACTIONS = ("confirm", "cancel", "lapse", "check_in", "check_out", "close")
_STEPS = ("lapse", "remind_day_before", "remind_hour_before", "remind_check_out", "close")
_KINDS = (
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
    "case_opened",
    "application_answered",
    "application_unanswered",
    "application_closed",
    "offer_filled",
    "event_seat_free",
    "event_moved",
    "event_called_off",
    "identity_withdrawn",
    "measure_taken",
    "measure_lifted",
    "appeal_decided",
)
_NOTIFIED = ("notification", "notification_setting")


def upgrade() -> None:
    op.add_column(
        "meeting",
        sa.Column(
            "asker_well_at",
            sa.DateTime(timezone=True),
            nullable=True,
            comment="When they said that all is well, not having come",
        ),
    )
    op.add_column("meeting", sa.Column("helper_well_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table_comment("meeting_alert", _ALERT_IS, existing_comment=_ALERT_WAS)
    op.alter_column("meeting_alert", "answered_at", comment=_ANSWERED_IS, existing_comment=_ANSWERED_WAS)
    _allow(("say_well",), ("ask_if_well",), ("meeting_all_well",))


def downgrade() -> None:
    op.execute("delete from meeting_transition where action = 'say_well'")
    op.execute("delete from meeting_step where step = 'ask_if_well'")
    for table in _NOTIFIED:
        op.execute(sa.delete(sa.table(table, sa.column("kind"))).where(sa.column("kind") == "meeting_all_well"))
    _allow((), (), ())
    op.alter_column("meeting_alert", "answered_at", comment=_ANSWERED_WAS, existing_comment=_ANSWERED_IS)
    op.create_table_comment("meeting_alert", _ALERT_WAS, existing_comment=_ALERT_IS)
    op.drop_column("meeting", "helper_well_at")
    op.drop_column("meeting", "asker_well_at")


def _allow(actions: tuple[str, ...], steps: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    _check("meeting_transition", "action", (*_ACTIONS, *actions))
    _check("meeting_step", "step", (*_STEPS, *steps))
    for table in _NOTIFIED:
        _check(table, "kind", (*_KINDS, *kinds))


def _check(table: str, column: str, values: tuple[str, ...]) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, sa.column(column).in_(values))
