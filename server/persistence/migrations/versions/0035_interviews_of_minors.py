"""A minor's interview with an employer is a meeting: watched, with a trusted contact."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"

_LIVE = "state in ('proposed', 'confirmed', 'under_way')"
_CHECKS = {
    "with_a_joker_or_an_employer": "(call_id is null) <> (application_id is null)",
    "an_interview_has_its_place": "(application_id is null) = (interview_place is null)",
    "somewhere": "(place_id is null) = (door_lat is not null)",
    "a_door_is_a_position": "(door_lat is null) = (door_lon is null)",
}


def upgrade() -> None:
    op.alter_column("meeting", "call_id", nullable=True, existing_comment="The conversation: it knows the two")
    op.alter_column("meeting", "place_id", nullable=True)
    for column in (
        sa.Column("application_id", sa.Uuid(), comment="Of a minor's interview: it knows the two"),
        sa.Column("interview_place", sa.Text(), comment="Of an interview: a name or an address"),
        sa.Column("door_lat", sa.Float(), comment="Of an interview at the employer's own door"),
        sa.Column("door_lon", sa.Float()),
    ):
        op.add_column("meeting", column)
    # Words: PostgreSQL keeps no samples of them.
    op.execute("alter table meeting alter column interview_place set statistics 0")
    foreign_key = op.f("fk_meeting_application_id_application")
    op.create_foreign_key(foreign_key, "meeting", "application", ["application_id"], ["id"], ondelete="CASCADE")
    op.create_index(op.f("ix_meeting_application_id"), "meeting", ["application_id"])
    op.create_index(
        "uq_meeting_live_interview", "meeting", ["application_id"], unique=True, postgresql_where=sa.text(_LIVE)
    )
    place = sa.Column("interview_place_id", sa.Uuid(), comment="Of a public place; null: their own door, or elsewhere")
    op.add_column("application", place)
    foreign_key = op.f("fk_application_interview_place_id_place")
    op.create_foreign_key(foreign_key, "application", "place", ["interview_place_id"], ["id"])
    for name, rule in _CHECKS.items():
        op.create_check_constraint(op.f(f"ck_meeting_{name}"), "meeting", rule)
    # Until now the place stood there by its name alone.
    op.execute(
        sa.text("""
        update application set interview_place_id = place.id from place
        where place.name = application.interview_place
          and (select count(*) from place other where other.name = place.name) = 1
        """)
    )
    # A minor who agreed has no meeting that is watched: they are asked anew, and name whom they trust.
    op.execute(
        sa.text("""
        update application set response = null, response_words = null
        from player join account on account.id = player.account_id
        where player.id = application.player_id and account.age_band = '15_17'
          and application.response = 'yes' and application.interview_at > now()
        """)
    )


def downgrade() -> None:
    op.execute("delete from meeting where application_id is not null")
    op.drop_column("application", "interview_place_id")
    for name in _CHECKS:
        op.drop_constraint(op.f(f"ck_meeting_{name}"), "meeting", type_="check")
    op.drop_index("uq_meeting_live_interview", "meeting")
    op.drop_index(op.f("ix_meeting_application_id"), "meeting")
    for column in ("door_lon", "door_lat", "interview_place", "application_id"):
        op.drop_column("meeting", column)
    op.alter_column("meeting", "place_id", nullable=False)
    op.alter_column("meeting", "call_id", nullable=False, existing_comment="The conversation: it knows the two")
