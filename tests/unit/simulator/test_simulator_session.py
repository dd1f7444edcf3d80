"""The session file, and the account behind it."""

import stat
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import requests

from server.schemas.problems import Problem
from server.simulator.account import Account
from server.simulator.failures import BrokenAnswerError, GaveUpError, ServerRefusedError
from server.simulator.session import Session, SessionFileError, load_or_start, load_session, save_session
from tests.support.simulated_server import TOTALS, Clock, problem

SESSION = Session("http://localhost:8000", "s3cret", UUID(int=7))
SERVER = "http://game.example"
ME = (
    '{"player": {"id": "00000000-0000-0000-0000-000000000001", "name": "A", "language": "fr", "is_guest": true,'
    ' "wishes": {"kinds": [], "rome_domains": []}}, "totals": ' + TOTALS.model_dump_json() + ","
    ' "is_suspended": false, "account": {"email": null, "roles": ["player"],'
    ' "consent": {"version": null, "given_on": null, "withdrawn_on": null}}}'
)


def test_a_session_is_kept_and_found_again(tmp_path: Path) -> None:
    save_session(tmp_path / "session.json", SESSION)
    assert load_session(tmp_path / "session.json") == SESSION


def test_the_file_is_its_owners_only_and_nothing_else_stays_behind(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    path.touch(mode=0o644)
    save_session(path, SESSION)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_without_a_file_there_is_no_session(tmp_path: Path) -> None:
    assert load_session(tmp_path / "session.json") is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"server": "x"}', '{"server": "x", "cookie": "y", "device_id": 3}'])
def test_another_file_is_not_a_session_and_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "session.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SessionFileError, match="is not a session file"):
        load_or_start(path, lambda: SESSION)
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SessionFileError, match="nowhere"):
        load_or_start(tmp_path / "nowhere" / "session.json", lambda: SESSION)


def test_no_file_is_left_when_no_session_could_be_started(tmp_path: Path) -> None:
    def fails() -> Session:
        raise GaveUpError("away")

    with pytest.raises(GaveUpError):
        load_or_start(tmp_path / "session.json", fails)
    assert list(tmp_path.iterdir()) == []


def test_two_phones_that_start_at_once_are_one_player(tmp_path: Path) -> None:
    second_is_on_its_way = threading.Event()
    started: list[int] = []
    found: list[Session] = []

    def start(number: int) -> Session:
        second_is_on_its_way.wait(timeout=10)
        started.append(number)
        return Session(SERVER, f"cookie {number}", UUID(int=number))

    def run(number: int) -> None:
        if number:
            second_is_on_its_way.set()
        found.append(load_or_start(tmp_path / "session.json", lambda: start(number)))

    phones = [threading.Thread(target=run, args=(number,)) for number in range(2)]
    for phone in phones:
        phone.start()
    for phone in phones:
        phone.join()
    assert len(started) == 1
    assert found[0] == found[1]


class Answers:
    """Stands in for `requests.request`: gives the prepared answers one after the other and keeps what was asked."""

    def __init__(self, *answers: requests.Response | Exception) -> None:
        self.asked: list[tuple[str, str, dict[str, Any]]] = []
        self._answers = iter(answers)

    def __call__(self, method: str, url: str, **options: Any) -> requests.Response:
        self.asked.append((method, url, options))
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        answer.request = requests.Request(method, url).prepare()
        return answer


def response(status: int, body: str = "{}", cookie: str | None = None) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    made._content = body.encode()
    if cookie is not None:
        made.cookies.set("jokajobs_session", cookie)
    return made


def refusal(answer: Problem) -> requests.Response:
    return response(answer.status, answer.model_dump_json())


def account(answers: Answers, clock: Clock | None = None, cookie: str | None = None) -> Account:
    return Account(SERVER, (clock or Clock()).patience(), cookie, answers)


def test_a_guest_of_age_is_made_and_its_cookie_used_from_then_on() -> None:
    answers = Answers(response(201, cookie="abc"), response(200, ME))
    guest = account(answers)
    assert guest.start_as_guest("Téléphone") == "abc"
    assert guest.me().totals == TOTALS
    (method, url, options), (_, me_url, me_options) = answers.asked
    assert (method, url, me_url) == ("POST", f"{SERVER}/api/guests", f"{SERVER}/api/me")
    assert options["json"] == {
        "name": "Téléphone",
        "language": "fr",
        "age_band": "18_plus",
        "wishes": {"kinds": [], "rome_domains": []},
    }
    assert "Cookie" not in options["headers"]
    assert me_options["headers"]["Cookie"] == "jokajobs_session=abc; __Host-jokajobs_session=abc"


def test_a_server_that_is_away_or_busy_is_asked_again() -> None:
    clock = Clock()
    busy = refusal(problem("too_many_requests", retryable=True, retry_after_s=3))
    answers = Answers(requests.ConnectionError(), requests.Timeout(), response(502, "<html>"), busy, response(200, ME))
    account(answers, clock, "abc").me()
    assert clock.waits == [0.25, 0.5, 1, 3]


def test_a_no_is_not_asked_again() -> None:
    answers = Answers(refusal(problem("not_signed_in", retryable=False)))
    with pytest.raises(ServerRefusedError, match=r"not_signed_in: So it is\.") as raised:
        account(answers, cookie="old").me()
    assert raised.value.status == 400


@pytest.mark.parametrize("answer", [response(200, "<html>"), response(404, "<html>"), response(302, "")])
def test_another_kind_of_server_is_recognised(answer: requests.Response) -> None:
    with pytest.raises(BrokenAnswerError, match="/api/me answered with status"):
        account(Answers(answer), cookie="abc").me()


def test_a_guest_without_a_cookie_is_no_guest() -> None:
    with pytest.raises(BrokenAnswerError, match="/api/guests answered with status 201"):
        account(Answers(response(201))).start_as_guest("A")
