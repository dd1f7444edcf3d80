"""Somebody who is shut out and erases their account does not come back with the same address."""

from datetime import timedelta

import pytest
from sqlalchemy import Connection, text

from game_rules.cases.limits import BARRED_DAYS_MAX
from game_rules.cases.measure import Measure, MeasureKind
from game_rules.refusals import RefusalReason, Refused
from server.live.live import Live
from server.persistence.ids import new_id
from server.persistence.unit_of_work import OpenUnit
from server.services.accounts.barred_addresses import admit_address
from server.services.privacy.enforce_retention import enforce_retention
from server.services.privacy.erase_account import erase_account
from tests.support.contexts import context_at
from tests.support.factories import START
from tests.support.scenes.signing_in import ZOE, code_for, come_in, enter

DAY = timedelta(days=1)


def leave_with(open_unit: OpenUnit, kind: MeasureKind | None, days: int | None = None) -> None:
    """Zoé erases her account, after a measure of that kind."""
    player = come_in(open_unit).player
    if kind is not None:
        ends_at = START + timedelta(days=days) if days is not None else None
        with open_unit() as unit:
            unit.measures.add(Measure(new_id(START), kind, "Menaces", START, player_id=player.id, ends_at=ends_at))
            unit.commit()
    erase_account(context_at(open_unit, player=player, live=Live()))


def is_barred(open_unit: OpenUnit, days: float) -> bool:
    now = days * 24 * 60
    code = code_for(open_unit, ZOE, minutes=now)
    try:
        enter(open_unit, code, minutes=now)
    except Refused as refused:
        return refused.reason is RefusalReason.ACCOUNT_SUSPENDED
    return False


def test_who_was_banned_opens_no_account_for_three_years(open_unit: OpenUnit, connection: Connection) -> None:
    leave_with(open_unit, MeasureKind.BANNED)
    assert ZOE not in str(connection.execute(text("select row_to_json(b)::text from barred_address b")).all())
    assert is_barred(open_unit, 1)
    assert is_barred(open_unit, BARRED_DAYS_MAX - 1)
    assert not is_barred(open_unit, BARRED_DAYS_MAX + 1)


def test_a_suspension_bars_until_it_would_have_ended(open_unit: OpenUnit) -> None:
    leave_with(open_unit, MeasureKind.SUSPENDED, days=3)
    assert is_barred(open_unit, 2)
    assert not is_barred(open_unit, 4)


@pytest.mark.parametrize("kind", [None, MeasureKind.WARNING, MeasureKind.MESSAGES_PAUSED])
def test_who_was_not_shut_out_may_come_back(open_unit: OpenUnit, kind: MeasureKind | None) -> None:
    leave_with(open_unit, kind)
    assert not is_barred(open_unit, 1)


def test_an_organiser_admits_an_address_again(open_unit: OpenUnit) -> None:
    leave_with(open_unit, MeasureKind.BANNED)
    assert admit_address(context_at(open_unit), ZOE)
    assert not admit_address(context_at(open_unit), ZOE)
    assert not is_barred(open_unit, 1)


def test_what_bars_nobody_any_more_goes(open_unit: OpenUnit, connection: Connection) -> None:
    leave_with(open_unit, MeasureKind.SUSPENDED, days=3)
    assert enforce_retention(context_at(open_unit, START + 2 * DAY)).barred_addresses == 0
    assert enforce_retention(context_at(open_unit, START + 3 * DAY)).barred_addresses == 1
    assert connection.scalar(text("select count(*) from barred_address")) == 0
