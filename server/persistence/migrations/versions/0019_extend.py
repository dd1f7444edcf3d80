"""An offer is extended: "prolong" is a false friend."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_TABLE, _CONSTRAINT = "offer_transition", "ck_offer_transition_action"
_ACTIONS = ("submit", "publish", "send_back", "pause", "resume", "fill", "expire", "withdraw")


def upgrade() -> None:
    _rename("prolong", "extend")


def downgrade() -> None:
    _rename("extend", "prolong")


def _rename(before: str, after: str) -> None:
    op.drop_constraint(op.f(_CONSTRAINT), _TABLE, type_="check")
    action = sa.column("action", sa.Text())
    op.execute(sa.table(_TABLE, action).update().where(action == before).values(action=after))
    op.create_check_constraint(op.f(_CONSTRAINT), _TABLE, action.in_((*_ACTIONS, after)))
