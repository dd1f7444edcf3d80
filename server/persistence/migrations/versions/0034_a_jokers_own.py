"""A Joker's own words and counts, and everybody's quiet hours."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    read = "In the Joker's own words; players whom they answer read it"
    for name, comment in (
        ("trade", read),
        ("commune", "In the Joker's own words, as trade"),
        ("introduction", "In the Joker's own words, as trade"),
    ):
        op.add_column("joker", sa.Column(name, sa.Text(), nullable=True, comment=comment))
        # Words of people: PostgreSQL keeps no samples of them.
        op.execute(f"alter table joker alter column {name} set statistics 0")
    for name, comment in (
        ("answered_count", "Calls they answered"),
        ("thanked_count", "Calls after which somebody said it helped"),
    ):
        op.add_column("joker", sa.Column(name, sa.Integer(), server_default="0", nullable=False, comment=comment))
    op.execute(
        sa.text("""
        update joker set answered_count = kept.answered, thanked_count = kept.thanked
        from (select joker_id, count(*) as answered, count(*) filter (where helped) as thanked
              from help_request where joker_id is not null group by joker_id) as kept
        where kept.joker_id = joker.player_id
        """)
    )
    op.create_table(
        "quiet_hours",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False, comment="The campaign's local time"),
        sa.Column("ends", sa.Time(), nullable=False, comment="Not included; before starts: over midnight"),
        sa.CheckConstraint("starts <> ends", name=op.f("ck_quiet_hours_not_the_whole_day")),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_quiet_hours_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", name=op.f("pk_quiet_hours")),
        comment="Hours in which somebody wants no push and no mail, beside those of the night.",
    )


def downgrade() -> None:
    op.drop_table("quiet_hours")
    for name in ("thanked_count", "answered_count", "introduction", "commune", "trade"):
        op.drop_column("joker", name)
