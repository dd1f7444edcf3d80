"""Reports become cases, with the evidence that they are judged by; alerts are cases, too.

Of reports that are open now, evidence is taken as things are now. PostgreSQL keeps no samples of what is copied.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

_UNSAMPLED = {
    "safety_case": ("text", "answer", "note"),
    "case_person": ("name", "email"),
    "case_words": ("text",),
    "case_meeting": ("place", "contact_name", "contact_email", "contact_phone"),
    "case_log": ("token_session",),
}
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
    "application_answered",
    "application_unanswered",
    "application_closed",
    "offer_filled",
    "event_seat_free",
    "event_moved",
    "event_called_off",
)
_NEW_KINDS = ("case_opened",)
_NOTIFIED = ("notification", "notification_setting")

_TAKE_OVER = (
    """insert into safety_case (id, kind, subject_kind, subject_id, reporter_id, about_id, reason, text, concerns_minor,
                             opened_at, brought_up_at, closed_at, outcome, answer, note)
    select r.id, 'report', 'conversation', coalesce(r.call_id, r.id), r.reporter_id, r.about_id, r.reason, r.text, false,
           r.reported_at, r.reported_at, r.handled_at, case when r.handled_at is null then null else 'not_enough_known' end,
           null, null
    from conversation_report r""",
    """insert into case_log (case_id, at, action) select id, opened_at, 'opened' from safety_case""",
    """insert into case_person (case_id, player_id, account_id, role, name, email, age_band, joker_state,
                             identity_checked_at)
    select distinct on (c.id, p.id) c.id, p.id, a.id, one.role, a.display_name, a.email, a.age_band, j.state,
           j.identity_checked_at
    from safety_case c left join help_request call on call.id = c.subject_id
    cross join lateral (values (c.reporter_id, 'reporter', 1), (c.about_id, 'about', 2), (call.asker_id, 'other', 3),
                               (call.joker_id, 'other', 3)) as one(player_id, role, rank)
    join player p on p.id = one.player_id join account a on a.id = p.account_id left join joker j on j.player_id = p.id
    where c.closed_at is null order by c.id, p.id, one.rank""",
    """update safety_case c set concerns_minor = exists
    (select from case_person p where p.case_id = c.id and p.age_band = '15_17')""",
    """insert into case_words (case_id, number, kind, author_id, text, said_at)
    select c.id, said.sequence, 'message', said.sender_id, said.text, said.sent_at
    from safety_case c join help_message said on said.call_id = c.subject_id
    where c.closed_at is null and said.text is not null""",
)
_GIVE_BACK = """
    insert into conversation_report (id, call_id, reporter_id, about_id, reason, text, up_to_sequence, reported_at,
                                     handled_at)
    select c.id, call.id, c.reporter_id, c.about_id, case c.reason when 'false_offer' then 'other' else c.reason end,
           case when c.reporter_id is null then null else c.text end, coalesce(call.last_sequence, 0), c.opened_at,
           c.closed_at
    from safety_case c left join help_request call on call.id = c.subject_id
    where c.kind = 'report' and c.subject_kind = 'conversation'
    on conflict do nothing
"""


def upgrade() -> None:
    op.create_table(
        "safety_case",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7: in order of time"),
        sa.Column(
            "kind",
            sa.Enum("report", "alert", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column(
            "subject_kind",
            sa.Enum(
                "conversation",
                "meeting",
                "offer",
                "application",
                "profile",
                "place",
                name="subject_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Uuid(), nullable=False, comment="What it is about; it may be gone"),
        sa.Column("reporter_id", sa.Uuid(), nullable=True, comment="Null is the game, or somebody who has left"),
        sa.Column("about_id", sa.Uuid(), nullable=True, comment="Null is nobody, or somebody who has left"),
        sa.Column("organisation_id", sa.Uuid(), nullable=True, comment="Whose offer or message it is about"),
        sa.Column(
            "reason",
            sa.Enum(
                "disrespect",
                "harassment",
                "asks_for_money",
                "private_meeting",
                "spam",
                "false_offer",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("text", sa.Text(), nullable=True, comment="What the reporter adds; it goes with the evidence"),
        sa.Column(
            "concerns_minor", sa.Boolean(), nullable=False, comment="Somebody of it was under 18 when it was opened"
        ),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "brought_up_at", sa.DateTime(timezone=True), nullable=False, comment="When organisers were last told of it"
        ),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "measure_taken",
                "nothing_wrong",
                "not_enough_known",
                "person_safe",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("answer", sa.Text(), nullable=True, comment="An organiser's words for the reporter"),
        sa.Column("note", sa.Text(), nullable=True, comment="An organiser's words for other organisers"),
        sa.CheckConstraint(
            "(closed_at is null) = (outcome is null)", name=op.f("ck_safety_case_what_is_closed_has_an_outcome")
        ),
        sa.CheckConstraint("char_length(text) between 1 and 500", name=op.f("ck_safety_case_text_length")),
        sa.CheckConstraint("reporter_id <> about_id", name=op.f("ck_safety_case_nobody_reports_themselves")),
        sa.ForeignKeyConstraint(
            ["about_id"], ["player.id"], name=op.f("fk_safety_case_about_id_player"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_safety_case_organisation_id_organisation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["player.id"], name=op.f("fk_safety_case_reporter_id_player"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_case")),
        comment="Reports and alerts that an organiser judges.",
    )
    op.create_index(op.f("ix_safety_case_about_id"), "safety_case", ["about_id"], unique=False)
    op.create_index("ix_safety_case_open", "safety_case", ["id"], unique=False, postgresql_where="closed_at is null")
    op.create_index(op.f("ix_safety_case_organisation_id"), "safety_case", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_safety_case_reporter_id"), "safety_case", ["reporter_id"], unique=False)
    op.create_index(
        "uq_safety_case_open_report",
        "safety_case",
        ["reporter_id", "subject_kind", "subject_id"],
        unique=True,
        postgresql_where="closed_at is null and kind = 'report'",
    )
    op.create_table(
        "case_log",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "action",
            sa.Enum(
                "opened",
                "read",
                "brought_up",
                "closed",
                name="action",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Uuid(), nullable=True, comment="The organiser; null is the game or a token"),
        sa.Column("token_session", sa.Text(), nullable=True, comment="Name of a session begun with the server's token"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_case_log_account_id_account"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["safety_case.id"], name=op.f("fk_case_log_case_id_safety_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_log")),
        comment="Every step of a case, also who opened its evidence.",
    )
    op.create_index(op.f("ix_case_log_account_id"), "case_log", ["account_id"], unique=False)
    op.create_index(op.f("ix_case_log_case_id"), "case_log", ["case_id"], unique=False)
    op.create_table(
        "case_meeting",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False, comment="Refers to no row"),
        sa.Column("place", sa.Text(), nullable=False, comment="Its name"),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "confirmed",
                "under_way",
                "met",
                "missed",
                "cancelled",
                "lapsed",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asker_id", sa.Uuid(), nullable=True),
        sa.Column("joker_id", sa.Uuid(), nullable=True),
        sa.Column("asker_checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asker_checked_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helper_checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helper_checked_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_name", sa.Text(), nullable=True, comment="Trusted contact of the asker"),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["safety_case.id"], name=op.f("fk_case_meeting_case_id_safety_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "meeting_id", name=op.f("pk_case_meeting")),
        comment="Evidence: the meetings of the people of a case.",
    )
    op.create_table(
        "case_person",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("player_id", sa.Uuid(), nullable=False, comment="Refers to no row: they may be gone"),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "reporter",
                "about",
                "other",
                "member",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column(
            "age_band",
            sa.Enum(
                "under_15", "15_17", "18_plus", name="age_band", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "joker_state",
            sa.Enum(
                "applied",
                "approved",
                "declined",
                "suspended",
                "left",
                name="joker_state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("identity_checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["safety_case.id"], name=op.f("fk_case_person_case_id_safety_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "player_id", name=op.f("pk_case_person")),
        comment="Evidence: who had a part in a case, as they were when it was opened.",
    )
    op.create_index(op.f("ix_case_person_player_id"), "case_person", ["player_id"], unique=False)
    op.create_table(
        "case_words",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, comment="In their order; a message has its own number"),
        sa.Column(
            "kind",
            sa.Enum(
                "question",
                "message",
                "title",
                "description",
                "first_name",
                "can_do",
                "available",
                "answers",
                "reply",
                "place",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("author_id", sa.Uuid(), nullable=True, comment="Refers to no row; null is an organisation"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["safety_case.id"], name=op.f("fk_case_words_case_id_safety_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_case_words")),
        comment="Evidence: the words around a case.",
    )
    for table, columns in _UNSAMPLED.items():
        for column in columns:
            op.execute(f"alter table {table} alter column {column} set statistics 0")
    for step in _TAKE_OVER:
        op.execute(step)
    op.drop_table("conversation_report")
    _allow(*_KINDS, *_NEW_KINDS)


def downgrade() -> None:
    for table in _NOTIFIED:
        op.execute(sa.delete(sa.table(table, sa.column("kind"))).where(sa.column("kind").in_(_NEW_KINDS)))
    _allow(*_KINDS)
    op.create_table(
        "conversation_report",
        sa.Column("call_id", sa.Uuid(), nullable=True, comment="Null is one that is no longer kept"),
        sa.Column("reporter_id", sa.Uuid(), nullable=True, comment="Null is somebody who has left for good"),
        sa.Column(
            "reason",
            sa.Enum(
                "disrespect",
                "harassment",
                "asks_for_money",
                "private_meeting",
                "spam",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=True, comment="What the reporter adds"),
        sa.Column("up_to_sequence", sa.Integer(), nullable=False, comment="The newest message when it was reported"),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "handled_at", sa.DateTime(timezone=True), nullable=True, comment="When an organiser had dealt with it"
        ),
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7"),
        sa.Column("about_id", sa.Uuid(), nullable=True, comment="The other one; null has left for good"),
        sa.CheckConstraint("char_length(text) between 1 and 500", name=op.f("ck_conversation_report_text_length")),
        sa.CheckConstraint("reporter_id <> about_id", name=op.f("ck_conversation_report_nobody_reports_themselves")),
        sa.CheckConstraint(
            "reporter_id is not null or text is null", name=op.f("ck_conversation_report_who_leaves_takes_their_words")
        ),
        sa.ForeignKeyConstraint(
            ["about_id"], ["player.id"], name=op.f("fk_conversation_report_about_id_player"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["help_request.id"],
            name=op.f("fk_conversation_report_call_id_help_request"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"], ["player.id"], name=op.f("fk_conversation_report_reporter_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation_report")),
        sa.UniqueConstraint("call_id", "reporter_id", name=op.f("uq_conversation_report_call_id_reporter_id")),
        comment="Calls for an organiser. The conversation's own words are not copied.",
    )
    op.create_index(op.f("ix_conversation_report_reporter_id"), "conversation_report", ["reporter_id"], unique=False)
    op.create_index(op.f("ix_conversation_report_about_id"), "conversation_report", ["about_id"], unique=False)
    op.execute("alter table conversation_report alter column text set statistics 0")
    op.execute(_GIVE_BACK)
    op.drop_table("case_words")
    op.drop_table("case_person")
    op.drop_table("case_meeting")
    op.drop_table("case_log")
    op.drop_table("safety_case")


def _allow(*kinds: str) -> None:
    for table in _NOTIFIED:
        op.drop_constraint(op.f(f"ck_{table}_kind"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_kind"), table, sa.column("kind").in_(kinds))
