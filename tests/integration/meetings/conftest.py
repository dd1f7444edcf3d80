"""Fixtures of meetings: two people who may meet."""

import pytest

from game_rules.people.players import AgeBand
from server.services.ports import OpenUnit
from tests.support.scenes.help import HelpScene
from tests.support.scenes.meetings import MeetingScene


@pytest.fixture
def scene(open_unit: OpenUnit) -> HelpScene:
    return HelpScene(open_unit)


@pytest.fixture
def two(scene: HelpScene) -> MeetingScene:
    return MeetingScene(scene)


@pytest.fixture
def minor(scene: HelpScene) -> MeetingScene:
    return MeetingScene(scene, age_band=AgeBand.FROM_15_TO_17)
