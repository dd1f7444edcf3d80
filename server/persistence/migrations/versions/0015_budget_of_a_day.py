"""How much of a day's budget a player has used: sums by local day, no place and no time of day."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "walking_day",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="Local day on which the server was told"),
        sa.Column("starts", sa.SmallInteger(), nullable=False, comment="Devices that began without a past"),
        sa.Column("discoveries", sa.SmallInteger(), nullable=False),
        sa.Column("visits", sa.SmallInteger(), nullable=False),
        sa.Column(
            "is_beyond", sa.Boolean(), nullable=False, comment="Something was kept back; organisers may look at it"
        ),
        sa.ForeignKeyConstraint(
            ["player_id"], ["player.id"], name=op.f("fk_walking_day_player_id_player"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("player_id", "day", name=op.f("pk_walking_day")),
        comment="How much of a day's budget a player has used.",
    )
    op.create_index("ix_walking_day_beyond", "walking_day", ["day"], postgresql_where=sa.text("is_beyond"))
    op.create_table(
        "device_day",
        sa.Column("player_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False, comment="Local day on which the server was told"),
        sa.Column("metres", sa.Float(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column(
            "is_shut",
            sa.Boolean(),
            nullable=False,
            comment="One start too many: it lifts clouds and wins nothing that day",
        ),
        sa.Column(
            "last_fix",
            sa.LargeBinary(),
            nullable=False,
            comment="Keyed hash of the newest fix counted: one sent again counts once",
        ),
        sa.ForeignKeyConstraint(
            ["player_id", "device_id"],
            ["device.player_id", "device.id"],
            name=op.f("fk_device_day_player_id_device"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("player_id", "device_id", name=op.f("pk_device_day")),
        comment="How far a device was walked on the last day on which it sent fixes.",
    )
    op.create_table(
        "walking_alarm",
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_walking_alarm")),
        comment="Days of which the organiser has been written to: once each.",
    )


def downgrade() -> None:
    op.drop_table("walking_alarm")
    op.drop_table("device_day")
    op.drop_index("ix_walking_day_beyond", table_name="walking_day")
    op.drop_table("walking_day")
