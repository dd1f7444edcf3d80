"""Every answer says what a browser may do with it, and none repeats the name by which the server was called."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from sqlalchemy import Engine, text

from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.running.addresses import ADDRESSES
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.help_people import Organiser
from tests.support.running.raw_requests import ask_raw
from tests.support.running.servers import DEADLINE_S, ORGANISER_TOKEN, Guest, ServerProcess

PLAYED_AT = "play.example.org"
PATHS = sorted({address.path or rule for (method, rule), address in ADDRESSES.items() if method == "GET"})
ADMITTED = {
    "img-src": {"https://map.example", "data:"},
    "connect-src": {"https://map.example", f"wss://{PLAYED_AT}"},
}
"""Besides this server: a map style's host, the signs on the map's buttons, and this server's sockets once more."""

OF_A_FEED = offer(title="Vente, vue ailleurs")
"""Read where it comes from: its page leads there."""

ELSEWHERE = (
    ("GET", f"/offres/{OF_A_FEED.id}"),
    ("GET", "/no-such-file"),
    ("GET", "/api/guests"),
    ("POST", "/"),
    ("OPTIONS", "/api/guests"),
    ("GET", "/organiser"),
    ("GET", "/socket.io/?EIO=4&transport=polling"),
    ("GET", "/socket.io/?EIO=4&transport=polling&sid=none"),
    ("POST", "/api/guests"),
)


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("headers"), [offer(), OF_A_FEED])
    with engine.begin() as connection:
        connection.execute(
            text(
                "update offer set source = 'job_posting', source_id = '1', source_name = 'jobs.example', "
                "source_url = 'https://jobs.example/1', source_created_at = now(), source_updated_at = now(), "
                "source_details = '{}' where id = :id"
            ),
            {"id": OF_A_FEED.id},
        )
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    """Behind HTTPS, and with a map from elsewhere."""
    env = {
        "JOKAJOBS_COOKIE_SECURE": "yes",
        "JOKAJOBS_PUBLIC_URL": f"https://{PLAYED_AT}",
        "JOKAJOBS_MAP_STYLE_URL": "https://map.example/tiles/style.json",
    }
    return start_server(address_of(engine), env=env)


def directives(answer: requests.Response) -> dict[str, set[str]]:
    """Returns what the answer's policy says, by directive."""
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: set(sources) for name, *sources in parts}


def ask(server: ServerProcess, method: str, path: str, **headers: str) -> requests.Response:
    return requests.request(method, server.url + path, headers=headers, timeout=DEADLINE_S, allow_redirects=False)


def test_every_answer_allows_a_browser_only_what_it_needs(server: ServerProcess) -> None:
    organiser = Organiser(server).http
    cookie = "; ".join(f"{name}={value}" for name, value in organiser.cookies.items())
    answers = [ask(server, method, path) for method, path in (*(("GET", path) for path in PATHS), *ELSEWHERE)]
    answers += [ask(server, "GET", path, Cookie=cookie) for path in PATHS if path.startswith("/organiser/")]
    assert {answer.status_code for answer in answers} >= {200, 302, 400, 401, 403, 404, 405, 410}
    for answer in answers:
        if answer.headers.get("Content-Type", "").startswith(("text/css", "text/javascript", "font/", "image/png")):
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            continue  # it is part of a page, whose policy holds
        if "json" in answer.headers.get("Content-Type", ""):
            assert directives(answer)["default-src"] == directives(answer)["frame-ancestors"] == {"'none'"}
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            continue  # data is no document: it asks for nothing and leads nowhere
        policy = directives(answer)
        for name in ("default-src", "base-uri", "frame-ancestors", "object-src"):
            assert policy[name] == {"'none'"}
        assert policy["form-action"] <= {"'none'", "'self'"}
        for name, sources in policy.items():
            admitted = ADMITTED.get(name, set())
            assert sources <= {"'none'", "'self'", *admitted}, answer.url
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Strict-Transport-Security" not in answer.headers
        assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        permissions = dict(part.strip().split("=") for part in answer.headers["Permissions-Policy"].split(","))
        assert permissions["geolocation"] == "(self)"
        assert permissions["camera"] == permissions["microphone"] == "()"


@pytest.mark.parametrize("path", ["/", "/no-such-file", "/api/me", "/socket.io/?EIO=4&transport=polling"])
def test_behind_https_browsers_are_told_to_stay_there(server: ServerProcess, path: str) -> None:
    assert ask(server, "GET", path, Host=PLAYED_AT).headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_this_machine_keeps_its_programs_without_https(server: ServerProcess, host: str) -> None:
    assert "Strict-Transport-Security" not in ask(server, "GET", "/", Host=host).headers


def test_no_answer_repeats_the_name_by_which_the_server_was_called(server: ServerProcess) -> None:
    asked = 0
    for path in PATHS:
        for form in (path, f"/{path}", f"{path}/", path.rstrip("/") or "/"):
            answer = ask_raw(server, "GET", form, Host="evil.example")
            assert "evil.example" not in answer.headers + answer.body.decode(errors="replace"), form
            asked += 1
    assert asked > 100


def test_behind_https_cookies_belong_to_this_host_alone(server: ServerProcess) -> None:
    guest = Guest(server)
    session: Any = next(iter(guest.http.cookies))
    assert (session.name, session.path, session.secure) == ("__Host-jokajobs_session", "/", True)
    assert session.domain_specified is False
    came = requests.post(f"{server.url}/organiser/session", json={"token": ORGANISER_TOKEN}, timeout=DEADLINE_S)
    organiser = came.headers["Set-Cookie"]
    assert organiser.startswith("__Host-jokajobs_organiser=")
    assert {"Secure", "Path=/", "HttpOnly"} <= set(organiser.split("; "))
    assert "Domain" not in organiser
    asked = guest.ask("POST", "/api/sign-in/codes", {"email": "zoe@example.org"}).headers["Set-Cookie"]
    young = Guest(server).ask("POST", "/api/age", {"age_band": "under_15"}).headers["Set-Cookie"]
    assert asked.startswith("__Host-jokajobs_code=")
    assert young.startswith("__Host-jokajobs_too_young=1;")
    for cookie in (asked, young):
        assert {"Secure", "Path=/", "HttpOnly", "SameSite=Strict"} <= set(cookie.split("; "))
        assert "Domain" not in cookie

    assert me(server, f"{session.name}={session.value}").status_code == 200
    assert me(server, f"jokajobs_session={session.value}").status_code == 401, "another host may have set it"
    guest.http.cookies.clear()
    guest.http.headers["Cookie"] = f"{session.name}={session.value}"
    answer = guest.ask("POST", "/api/sign-out")
    assert answer.headers["Set-Cookie"].startswith(f"{session.name}=;")
    assert "Secure" in answer.headers["Set-Cookie"].split("; "), "or the browser keeps it"


def me(server: ServerProcess, cookie: str) -> Any:
    return ask(server, "GET", "/api/me", Cookie=cookie)


def test_a_socket_behind_https_reads_the_cookie_of_this_host(server: ServerProcess) -> None:
    with Guest(server).open_socket() as phone:
        assert phone.wait_for("snapshot")["player"]["name"] == "Camille"
