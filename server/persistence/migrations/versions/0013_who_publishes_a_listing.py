"""Offers of feeds say who publishes them, and which establishment that names: by it listings of one offer are known."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_CHECK = "ck_offer_what_comes_by_a_feed_says_whence"
_BEFORE = (
    "case when source is null then num_nonnulls(source_id, source_url, source_created_at, source_updated_at, "
    "source_details) = 0 else num_nulls(source_id, source_created_at, source_updated_at, source_details) = 0 end"
)
_NOW = (
    "case when source is null then num_nonnulls(source_id, source_name, source_siret, source_url, source_created_at, "
    "source_updated_at, source_details) = 0 else num_nulls(source_id, source_name, source_created_at, "
    "source_updated_at, source_details) = 0 end"
)


def upgrade() -> None:
    op.add_column(
        "offer",
        sa.Column("source_name", sa.Text(), nullable=True, comment="Who publishes it: a site, a platform, a list"),
    )
    op.add_column(
        "offer",
        sa.Column(
            "source_siret", sa.Text(), nullable=True, comment="The employer's SIRET as its source says; nobody checked"
        ),
    )
    # As the importers name them: a page's site, else its employer.
    op.execute(
        sa.text(
            "update offer set source_name = case source when 'france_travail' then 'France Travail' else "
            "coalesce(lower(substring(source_url from '^https?://([^/:?#]+)')), "
            "(select name from organisation where organisation.id = organisation_id)) end where source is not null"
        )
    )
    op.drop_constraint(op.f(_CHECK), "offer", type_="check")
    op.create_check_constraint(op.f(_CHECK), "offer", _NOW)
    op.create_check_constraint(op.f("ck_offer_source_siret_has_14_digits"), "offer", "source_siret ~ '^[0-9]{14}$'")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_offer_source_siret_has_14_digits"), "offer", type_="check")
    op.drop_constraint(op.f(_CHECK), "offer", type_="check")
    op.create_check_constraint(op.f(_CHECK), "offer", _BEFORE)
    op.drop_column("offer", "source_siret")
    op.drop_column("offer", "source_name")
