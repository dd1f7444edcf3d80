"""Models and migrations agree, and a migration never touches what PostGIS owns."""

from hashlib import sha256
from uuid import UUID

import pytest
from alembic import command
from sqlalchemy import ARRAY, Engine, Text, inspect, text
from sqlalchemy.dialects.postgresql import BYTEA, JSONB
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session, sessionmaker

from game_rules.people.players import Role
from server.persistence.column_types import FogBits
from server.persistence.engine import connect
from server.persistence.job_tables import newest_queue_migration
from server.persistence.migrate import alembic_config, downgrade, upgrade
from server.persistence.schema_version import has_newest_schema
from server.persistence.tables.base import Table
from server.persistence.tables.play import FogBlockRow
from server.persistence.unit_of_work import OpenUnit
from server.services.accounts.sessions import signed_in_by
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.factories import START


@pytest.fixture(scope="module")
def empty(empty_database: NewDatabase) -> Engine:
    return connect(empty_database("schema"), pool_size=2)


def test_migrating_up_gives_the_models_and_down_leaves_only_postgis(empty: Engine) -> None:
    before = set(inspect(empty).get_table_names())
    upgrade(empty)
    with empty.connect() as connection:
        command.check(alembic_config(connection))
    assert set(Table.metadata.tables) <= set(inspect(empty).get_table_names())

    downgrade(empty, "base")
    assert set(inspect(empty).get_table_names()) - {"alembic_version"} == before
    upgrade(empty)
    empty.dispose()


def test_every_table_and_constraint_is_named_and_every_table_described(engine: Engine) -> None:
    with engine.connect() as connection:
        undescribed = connection.execute(
            text("select relname from pg_class where relname = any(:names) and obj_description(oid) is null"),
            {"names": list(Table.metadata.tables)},
        ).scalars()
        assert list(undescribed) == []
    for table in Table.metadata.tables.values():
        assert all(constraint.name for constraint in table.constraints)


MAY_BE_SAMPLED = frozenset(
    {
        "account.consent_version",
        "campaign.slug",
        "campaign.name",
        "campaign.timezone",
        "campaign.territory_source",
        "commune.insee",
        "commune.name",
        "commune.source",
        "help_request.rome_domain",
        "joker.topics",
        "joker.languages",
        "joker.rome_domains",
        "ledger_entry.subject",
        "mail_outbox.attachment_type",
        "meeting.timezone",
        "notification.occasion",
        "offer.title",
        "offer.commune_insee",
        "offer.description",
        "offer.rome_code",
        "offer.salary",
        "offer.working_hours",
        "offer.duration",
        "offer.ways_to_meet",
        "offer.apply_url",
        "offer.questions",
        "offer.source_id",
        "offer.source_name",
        "offer.source_siret",
        "offer.source_url",
        "offer.source_details",
        "organisation.name",
        "organisation.siret",
        "place.name",
        "place.commune_insee",
        "place.source",
        "player.wished_kinds",
        "player.wished_rome_domains",
        "server_secret.name",
    }
)
"""Texts of a few fixed words, and those that everybody may read anyway."""


def test_postgresql_keeps_no_samples_of_what_people_wrote(engine: Engine) -> None:
    words = {
        f"{table.name}.{column.name}": (table.name, column.name)
        for table in Table.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, (Text, ARRAY, BYTEA, JSONB, FogBits))
    }
    assert words.keys() >= MAY_BE_SAMPLED, "a column that is gone"
    asked = text("select attstattarget from pg_attribute where attrelid = cast(:table as regclass) and attname = :name")
    with engine.connect() as connection:
        sampled = {
            where
            for where, (table, name) in words.items()
            if connection.scalar(asked, {"table": table, "name": name}) != 0
        }
    # Somebody who adds a column of words decides: into a migration as 0016 is, or into the list above.
    assert sampled == MAY_BE_SAMPLED


def test_samples_that_were_taken_before_are_dropped(empty_database: NewDatabase) -> None:
    engine = connect(empty_database("samples"), pool_size=1)
    upgrade(engine)
    downgrade(engine, "0014")
    sampled = text("select count(*) from pg_stats where schemaname = 'public' and tablename = 'account'")
    hers = text("select count(*) from pg_stats where tablename = 'account' and histogram_bounds::text like '%@%'")
    with engine.begin() as connection:
        connection.execute(
            text(
                "insert into account (id, display_name, language, age_band, is_guest, email) "
                "select gen_random_uuid(), 'Zoé', 'fr', '18_plus', false, number || '@mail.test' "
                "from generate_series(1, 300) number"
            )
        )
        connection.execute(text("analyze account"))
        assert connection.scalar(sampled)
        assert connection.scalar(hers)
    upgrade(engine)
    with engine.begin() as connection:
        assert not connection.scalar(hers)
        connection.execute(text("analyze account"))
        assert connection.scalar(sampled)
        assert not connection.scalar(hers)
    engine.dispose()


def test_codes_that_were_out_are_dropped_and_new_ones_are_taken(empty_database: NewDatabase) -> None:
    engine = connect(empty_database("codes"), pool_size=1)
    upgrade(engine, "0016")
    with engine.begin() as connection:
        row = {"now": START, "bytes": bytes(16)}
        connection.execute(text("insert into sign_in_code values ('zoe@example.org', :bytes, :bytes, 5, :now)"), row)
    upgrade(engine)
    with engine.begin() as connection:
        assert connection.scalar(text("select count(*) from sign_in_code")) == 0
        for number in range(2):
            row = {"id": UUID(int=number), "now": START, "bytes": bytes(32)}
            connection.execute(
                text("insert into sign_in_code values (:id, 'zoe@example.org', :bytes, :bytes, 5, 5, :now)"), row
            )
    downgrade(engine, "0016")
    with engine.begin() as connection:
        assert connection.scalar(text("select count(*) from sign_in_code")) == 0
    engine.dispose()


def test_positions_are_geographies_with_a_gist_index(engine: Engine) -> None:
    with engine.connect() as connection:
        columns = connection.execute(text("select f_table_name, f_geography_column, srid from geography_columns")).all()
        indexed = connection.execute(
            text("select tablename from pg_indexes where indexdef like '%USING gist%'")
        ).scalars()
        assert {table for table, _, _ in columns} <= set(indexed)
    assert ("offer", "position", 4326) in columns


@pytest.mark.parametrize("bits", [1 << 4096, -1])
def test_a_fog_bitmap_of_another_length_never_reaches_the_database(engine: Engine, bits: int) -> None:
    row = FogBlockRow(player_id="0190b6a0-0000-7000-8000-000000000001", x=1, y=1, cells=bits)
    with Session(engine) as session:
        session.add(row)
        with pytest.raises(StatementError, match="4096 cells"):
            session.flush()


def test_points_are_never_taken_back(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(IntegrityError, match="points_are_never_taken_back"):
        connection.execute(
            text(
                "insert into ledger_entry (player_id, rule, subject, points, earned_on) "
                "values ('0190b6a0-0000-7000-8000-000000000001', 'visit', 'x', -5, '2026-06-03')"
            )
        )


def test_where_somebody_asked_is_forgotten_once_the_call_is_no_longer_open(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(IntegrityError, match="near_only_while_open"):
        connection.execute(
            text(
                "insert into help_request (id, asker_id, topic, language, near_x, near_y, state, asked_at, waves_sent, "
                "last_sequence) values ('0190b6a0-0000-7000-8000-000000000001', "
                "'0190b6a0-0000-7000-8000-000000000002', 'cv', 'fr', 66567, 44092, 'waiting', now(), 3, 0)"
            )
        )


def test_a_migrated_database_is_known_to_have_the_newest_schema(engine: Engine) -> None:
    """Or each start would bring Alembic along, to find nothing to do."""
    assert has_newest_schema(engine)


def test_the_job_queues_tables_are_those_of_the_installed_library(engine: Engine) -> None:
    """Fails when the library was raised: add a migration that applies its newer files, see 0002."""
    assert newest_queue_migration() == "03.04.00_50_post_add_retry_failed_job_procedure"
    with engine.connect() as connection:
        comment = connection.scalar(text("select obj_description('procrastinate_jobs'::regclass)"))
    assert comment == f"Work for later, see procrastinate. Schema up to {newest_queue_migration()}."


def test_whoever_played_before_there_were_accounts_plays_on(empty_database: NewDatabase) -> None:
    engine = connect(empty_database("older"), pool_size=1)
    upgrade(engine, "0001")
    tokens = ["one", "two"]
    with engine.begin() as connection:
        for number, token in enumerate(tokens, start=1):
            row = {"id": UUID(int=number), "digest": sha256(token.encode()).digest(), "now": START}
            connection.execute(text("insert into account values (:id, 'Camille', 'fr', '18_plus', true)"), row)
            connection.execute(text("insert into player values (:id, :id, '{}', '{}')"), row)
            connection.execute(text("insert into session values (:digest, :id, :now, :now + interval '180 days')"), row)
    upgrade(engine)

    sessions = sessionmaker(engine)
    holders = [signed_in_by(context_at(OpenUnit(sessions)), token) for token in tokens]
    assert [holder and holder.player.id for holder in holders] == [UUID(int=1), UUID(int=2)]
    assert all(holder and holder.player.roles == {Role.PLAYER} for holder in holders)
    assert len({holder.session_id for holder in holders if holder}) == 2

    downgrade(engine, "0001")
    with engine.connect() as connection:
        assert connection.scalar(text("select count(*) from session")) == 2
    engine.dispose()
