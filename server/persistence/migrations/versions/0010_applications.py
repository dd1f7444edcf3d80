"""Who is interested in an offer, what became of it, and what players saved."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_STATES = (
    "sent",
    "seen",
    "meeting_proposed",
    "phone",
    "refused",
    "met",
    "hired",
    "not_now",
    "withdrawn",
    "closed",
)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=40)


def _one_of(table: str, column: str, *values: str) -> sa.CheckConstraint:
    words = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} in ({words})", name=op.f(f"ck_{table}_{column}"))


def upgrade() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Uuid(), nullable=False, comment="UUIDv7"),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("state", _enum("state", *_STATES), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False, comment="As the player wants to be called there"),
        sa.Column("can_do", sa.Text(), nullable=False, comment="In the player's words"),
        sa.Column("available", sa.Text(), nullable=False, comment="In the player's words"),
        sa.Column("answers", sa.ARRAY(sa.Text()), nullable=False, comment="To the offer's questions, in their order"),
        sa.Column(
            "refusal_reason",
            _enum(
                "refusal_reason",
                "another_chosen",
                "position_filled",
                "position_withdrawn",
                "experience",
                "qualification",
                "schedule",
                "start_date",
                "other",
            ),
            nullable=True,
        ),
        sa.Column("reply", sa.Text(), nullable=True, comment="In the employer's words"),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True, comment="First answer"),
        sa.Column("reminded_on", sa.Date(), nullable=True, comment="Local day on which the player asked again"),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "refusal_reason is null or state = 'refused'", name=op.f("ck_application_only_a_refusal_has_a_reason")
        ),
        sa.CheckConstraint("cardinality(answers) <= 3", name=op.f("ck_application_three_answers_at_most")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_application_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_application_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("offer_id", "player_id", name=op.f("uq_application_offer_id_player_id")),
        _one_of("application", "state", *_STATES),
        _one_of(
            "application",
            "refusal_reason",
            "another_chosen",
            "position_filled",
            "position_withdrawn",
            "experience",
            "qualification",
            "schedule",
            "start_date",
            "other",
        ),
        comment="Who said that an offer interests them. Their words are for its organisation's members alone.",
    )
    op.create_index(op.f("ix_application_player_id"), "application", ["player_id"], unique=False)
    op.create_index("ix_application_waiting", "application", ["state", "sent_at"], unique=False)
    op.create_table(
        "saved_offer",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False, comment="Local day"),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_saved_offer_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_saved_offer_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "offer_id", name=op.f("pk_saved_offer")),
        comment="Offers that a player keeps for later.",
    )
    op.create_index(op.f("ix_saved_offer_offer_id"), "saved_offer", ["offer_id"], unique=False)
    op.create_table(
        "application_transition",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "action",
            _enum(
                "action",
                "send",
                "see",
                "propose_meeting",
                "phone",
                "refuse",
                "meet",
                "hire",
                "put_off",
                "remind",
                "withdraw",
                "close",
                "fill",
            ),
            nullable=False,
        ),
        sa.Column("actor", _enum("actor", "player", "employer", "clock"), nullable=False),
        sa.Column("to_state", _enum("to_state", *_STATES), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_transition_application_id_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_transition")),
        _one_of(
            "application_transition",
            "action",
            "send",
            "see",
            "propose_meeting",
            "phone",
            "refuse",
            "meet",
            "hire",
            "put_off",
            "remind",
            "withdraw",
            "close",
            "fill",
        ),
        _one_of("application_transition", "actor", "player", "employer", "clock"),
        _one_of("application_transition", "to_state", *_STATES),
        comment="Every change of an application's state, and what kind of actor made it.",
    )
    op.create_index(
        op.f("ix_application_transition_application_id"), "application_transition", ["application_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_application_transition_application_id"), table_name="application_transition")
    op.drop_table("application_transition")
    op.drop_index(op.f("ix_saved_offer_offer_id"), table_name="saved_offer")
    op.drop_table("saved_offer")
    op.drop_index("ix_application_waiting", table_name="application")
    op.drop_index(op.f("ix_application_player_id"), table_name="application")
    op.drop_table("application")
