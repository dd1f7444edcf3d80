"""Two organisers lift one measure: it is lifted once, and the one who comes second is told so."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy.orm import sessionmaker

from game_rules.cases.case import CaseAction
from game_rules.cases.measure import MeasureKind
from game_rules.refusals import RefusalReason, Refused
from server.persistence.engine import connect
from server.persistence.unit_of_work import OpenUnit
from server.services.cases.measures import lift_in, lift_measure
from tests.integration.cases.test_measures import Reported
from tests.support.contexts import context_at
from tests.support.databases import NewDatabase
from tests.support.lock_waits import wait_for_lock_or_end
from tests.support.scenes.cases import TOKEN
from tests.support.scenes.help import HelpScene


@pytest.fixture(scope="module")
def open_unit(new_database: NewDatabase) -> Iterator[OpenUnit]:
    engine = connect(new_database("measure_races"), pool_size=3)
    yield OpenUnit(sessionmaker(engine, expire_on_commit=False))
    engine.dispose()


def test_a_measure_that_two_lift_is_lifted_once(open_unit: OpenUnit) -> None:
    reported = Reported(HelpScene(open_unit))
    reported.take(MeasureKind.SUSPENDED, days=3)
    with open_unit() as unit:
        (measure,) = unit.measures.own(reported.about_id)
    context = context_at(open_unit, organiser=TOKEN)
    with ThreadPoolExecutor(1) as pool, context.unit() as first:
        lift_in(first, measure.id)
        second = pool.submit(lift_measure, context, measure.id)
        wait_for_lock_or_end(open_unit, second)
        first.commit()
        with pytest.raises(Refused) as refused:
            second.result()
    assert refused.value.reason is RefusalReason.NOT_ALLOWED_NOW
    with open_unit() as unit:
        lifted = [line for line in unit.cases.log_of(reported.case.id) if line.action is CaseAction.MEASURE_LIFTED]
    assert len(lifted) == 1
