"""Requests that no resource is to see: those of other sites, paths out of the client's folder, endless nesting, NUL."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import Engine

from server.http.plumbing.refused_requests import JSON_MAX_DEPTH
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.ports import free_port
from tests.support.running.addresses import ADDRESSES
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.help_people import Organiser
from tests.support.running.raw_requests import ask_raw
from tests.support.running.servers import DEADLINE_S, Guest, ServerProcess

JSON = {"Content-Type": "application/json"}
ALLOWED = "https://ville.example"
PLAYED_AT = "https://play.example.org"


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("refused"), [offer()])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> ServerProcess:
    pmtiles = tmp_path_factory.mktemp("map") / "territory.pmtiles"
    pmtiles.write_bytes(b"PMTiles")
    env = {
        "JOKAJOBS_ALLOWED_ORIGINS": ALLOWED,
        "JOKAJOBS_PUBLIC_URL": PLAYED_AT,
        "JOKAJOBS_GEOCODER_URL": "no",
        "JOKAJOBS_PMTILES_FILE": str(pmtiles),
    }
    return start_server(address_of(engine), env=env)


# Other sites


def cookie_of_organiser(server: ServerProcess) -> dict[str, str]:
    """A header; requests with it do not share a connection, on which small answers are slower."""
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in Organiser(server).http.cookies.items())}


def sibling_port() -> dict[str, str]:
    return {"Origin": f"http://127.0.0.1:{free_port()}", "Sec-Fetch-Site": "same-site"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://play.example.org.evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_another_site_sends_changes_nothing(server: ServerProcess, headers: dict[str, str]) -> None:
    guest = Guest(server)
    answer = guest.ask("POST", "/api/sign-out", headers=headers)
    assert answer.status_code == 403
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "cross_site_request"
    assert guest.get("/api/me")["player"]["name"] == "Camille", "still signed in"


def test_a_page_on_another_port_of_this_host_changes_nothing(server: ServerProcess) -> None:
    organiser, elsewhere = cookie_of_organiser(server), sibling_port()
    for (method, rule), address in ADDRESSES.items():
        if method == "GET":
            continue
        answer = requests.request(
            method, server.url + (address.path or rule), headers={**organiser, **elsewhere}, timeout=DEADLINE_S
        )
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_request"), rule


def test_requests_from_our_own_pages_and_from_programs_pass(server: ServerProcess) -> None:
    for headers in (
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": server.url, "Sec-Fetch-Site": "same-origin"},
        {"Origin": server.url},
        {"Origin": PLAYED_AT, "Sec-Fetch-Site": "same-origin"},
        {"Origin": ALLOWED, "Sec-Fetch-Site": "cross-site"},
    ):
        assert Guest(server).ask("POST", "/api/sign-out", headers=headers).status_code == 204, headers


def test_other_sites_may_still_lead_here(server: ServerProcess) -> None:
    for path in ("/", "/offres", "/api/campaign"):
        answer = requests.get(server.url + path, headers={"Sec-Fetch-Site": "cross-site"}, timeout=DEADLINE_S)
        assert answer.status_code == 200


# Paths


@pytest.mark.parametrize(
    ("method", "encoding"), [("GET", "identity"), ("GET", "br"), ("POST", "identity"), ("OPTIONS", "identity")]
)
@pytest.mark.parametrize(
    "outside",
    [
        "/../../../../../../../../../../etc/passwd",
        "/..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/assets/../../../pyproject.toml",
        "/assets/..%2f..%2f..%2fpyproject.toml",
        "/..%2fpackage.json",
        "/..%2f..%2f.git/HEAD",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/%2e%2e/package.json",
        "/public/..%2f..%2fsettings.py",
        "/public/..%2f..%2f..%2fpyproject.toml",
    ],
)
def test_a_file_elsewhere_is_answered_like_one_that_is_nowhere(
    server: ServerProcess, outside: str, method: str, encoding: str
) -> None:
    there = ask_raw(server, method, outside, Accept_Encoding=encoding)
    nowhere = ask_raw(server, method, f"{outside}-nope", Accept_Encoding=encoding)
    assert (there.status, there.body) == (nowhere.status, nowhere.body)
    # OPTIONS tells what a folder of ours does, whichever file is asked for.
    assert there.status in ({200, 404} if method == "OPTIONS" else {404, 405})


@pytest.mark.parametrize(("method", "encoding"), [("GET", "identity"), ("GET", "br"), ("GET", "gzip"), ("POST", "br")])
def test_names_that_no_file_can_have_are_not_found(server: ServerProcess, method: str, encoding: str) -> None:
    # 255 bytes are the most of a name, 4,096 of a path (Linux, limits.h).
    for length in (252, 253, 255, 256, 300, 5_000):
        for path in (f"/{'a' * length}", f"/assets/{'a' * length}", f"/{'a/' * (length // 2)}"):
            assert ask_raw(server, method, path, Accept_Encoding=encoding).status == 404
    assert "Traceback" not in server.log.read_text()


def test_an_address_tells_what_it_does_and_nothing_else(server: ServerProcess) -> None:
    asked, organiser = 0, cookie_of_organiser(server)
    methods_of: dict[str, set[str]] = {}
    for (method, rule), address in ADDRESSES.items():
        # Nobody reads other people's mails on a server that others reach.
        if rule not in {"/<path:name>", "/dev/outbox"}:
            methods_of.setdefault(address.path or rule, set()).add(method)
    for path, methods in methods_of.items():
        expected = methods | {"OPTIONS"} | ({"HEAD"} if "GET" in methods else set())
        options = requests.options(server.url + path, headers=organiser, timeout=DEADLINE_S)
        assert set(options.headers["Allow"].split(", ")) == expected, path
        unknown = next(one for one in ("GET", "POST", "PUT", "DELETE", "PATCH") if one not in methods)
        answer = requests.request(unknown, server.url + path, headers=organiser, timeout=DEADLINE_S)
        assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed"), path
        assert set(answer.headers["Allow"].split(", ")) == expected, path
        asked += 1
    assert asked > 100


def test_a_file_is_got_and_nothing_else(server: ServerProcess) -> None:
    assert requests.get(f"{server.url}/manifest.webmanifest", timeout=DEADLINE_S).status_code == 200
    answer = requests.post(f"{server.url}/manifest.webmanifest", timeout=DEADLINE_S)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD"


# Bodies


@pytest.fixture(scope="module")
def with_body(server: ServerProcess) -> list[tuple[str, str]]:
    """Method and address of everything that takes a body, as its description says."""
    document = requests.get(f"{server.url}/openapi/openapi.json", timeout=DEADLINE_S).json()
    found = [
        (method.upper(), re.sub(r"\{\w+\}", "0190b6a0-0000-7000-8000-000000000001", path))
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "requestBody" in operation
    ]
    assert len(found) > 25
    return found


def send(server: ServerProcess, method: str, path: str, body: str) -> Any:
    return requests.request(method, server.url + path, data=body.encode(), headers=JSON, timeout=DEADLINE_S)


def test_a_body_nested_without_end_is_a_bad_request_everywhere(
    server: ServerProcess, with_body: list[tuple[str, str]]
) -> None:
    for method, path in with_body:
        for body in ("[" * 900 + "]" * 900, '{"credential":' * 900 + "1" + "}" * 900, "[" * 60_000):
            answer = send(server, method, path, body)
            assert (answer.status_code, answer.json()["code"]) == (400, "bad_request"), path
    log = server.log.read_text()
    assert "RecursionError" not in log
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("depth", "code"),
    [
        (JSON_MAX_DEPTH - 1, "validation_failed"),
        (JSON_MAX_DEPTH, "validation_failed"),
        (JSON_MAX_DEPTH + 1, "bad_request"),
    ],
)
def test_how_deep_a_body_may_be(server: ServerProcess, depth: int, code: str) -> None:
    lists = '{"name":' + "[" * (depth - 1) + "1" + "]" * (depth - 1) + "}"
    assert send(server, "POST", "/api/guests", lists).json()["code"] == code


# NUL


def test_a_nul_in_a_body_is_pointed_at_everywhere(server: ServerProcess, with_body: list[tuple[str, str]]) -> None:
    for method, path in with_body:
        answer = send(server, method, path, json.dumps({"a": [{"b/c": "x\0y"}], "d": "fine", "n\0": 1}))
        assert answer.status_code == 422, path
        problem = answer.json()
        assert problem["code"] == "validation_failed"
        assert {(one["pointer"], one["code"]) for one in problem["errors"]} == {
            ("/a/0/b~1c", "nul_character"),
            ("/n\ufffd", "nul_character"),
        }


def test_a_nul_in_an_address_is_refused_everywhere(server: ServerProcess) -> None:
    organiser = cookie_of_organiser(server)
    for (method, rule), address in ADDRESSES.items():
        path = (address.path or rule).partition("?")[0]
        for place in (f"{path}?name=1&q=a%00b&a%00=1", f"{path}%00"):
            answer = requests.request(method, server.url + place, headers=organiser, timeout=DEADLINE_S)
            assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed"), place
    assert "Traceback" not in server.log.read_text()


def test_a_backslash_before_u0000_is_a_text_like_any_other(server: ServerProcess) -> None:
    answer = send(server, "POST", "/api/guests", r'{"name": "A\\u0000", "language": "fr", "age_band": "18_plus"}')
    assert answer.status_code == 201
    assert answer.json()["player"]["name"] == r"A\u0000"


def test_the_client_stands_where_its_files_are_looked_for(server: ServerProcess) -> None:
    """Without this the tests of paths would look for nothing."""
    assert requests.get(f"{server.url}/icons/icon-192.png", timeout=DEADLINE_S).status_code == 200
    assert Path("/etc/passwd").is_file()
