"""HTTP as a browser meets it: answers as documented, failures as problems, and no more than it should."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import requests
from sqlalchemy import Engine, text

from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.running.commands import run_command
from tests.support.running.filled import StartServer, address_of, fill_database
from tests.support.running.servers import DEADLINE_S, ORGANISER_TOKEN, Guest, ServerProcess

pytestmark = pytest.mark.usefixtures("commands")

GUEST = {"name": "Camille", "language": "fr", "age_band": "18_plus"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("http"), [offer()])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def server(engine: Engine, start_server: StartServer) -> ServerProcess:
    return start_server(address_of(engine))


def ask(server: ServerProcess, method: str, path: str, **options: Any) -> requests.Response:
    return requests.request(method, server.url + path, timeout=DEADLINE_S, allow_redirects=False, **options)


def problem_in(answer: requests.Response, *also: str) -> Any:
    """The problem of an answer that is one, as RFC 9457 and docs/protocol.md want it; `also` are members of its own."""
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    problem = answer.json()
    assert set(problem) == {"type", "title", "status", "code", "detail", "retryable", "retry_after_s", "errors", *also}
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"/problems/{problem['code']}"
    assert problem["title"]
    assert problem["detail"]
    return problem


@pytest.mark.parametrize(
    ("method", "path", "options", "status", "code"),
    [
        ("GET", "/api/nothing", {}, 404, "not_found"),
        ("GET", "/nothing.html", {}, 404, "not_found"),
        ("GET", "/problems/no_such_code", {}, 404, "not_found"),
        ("GET", "/..%2f..%2fpyproject.toml", {}, 404, "not_found"),
        ("POST", "/api/nothing", {"json": {}}, 404, "not_found"),
        ("DELETE", "/nothing.html", {}, 404, "not_found"),
        ("DELETE", "/api/campaign", {}, 405, "method_not_allowed"),
        ("PUT", "/api/guests", {"json": GUEST}, 405, "method_not_allowed"),
        ("POST", "/", {}, 405, "method_not_allowed"),
        ("GET", "/api/guests", {}, 405, "method_not_allowed"),
        ("GET", "/api/me", {}, 401, "not_signed_in"),
        ("GET", "/api/me", {"headers": {"Cookie": "jokajobs_session=made-up"}}, 401, "not_signed_in"),
        ("POST", "/api/guests", {"data": GUEST}, 415, "unsupported_media_type"),
        (
            "POST",
            "/api/guests",
            {"data": "{}", "headers": {"Content-Type": "text/plain"}},
            415,
            "unsupported_media_type",
        ),
        ("POST", "/api/guests", {"data": '{"name":', "headers": JSON}, 400, "bad_request"),
        ("POST", "/api/guests", {"data": b"\xff\xfe", "headers": JSON}, 400, "bad_request"),
        ("POST", "/api/guests", {"json": {"name": "x" * 70_000}}, 413, "payload_too_large"),
        ("POST", "/api/guests", {}, 422, "validation_failed"),
        ("POST", "/api/guests", {"json": []}, 422, "validation_failed"),
        ("POST", "/api/guests", {"json": {**GUEST, "name": "\u200b"}}, 422, "invalid_name"),
        ("GET", "/organiser/preview", {}, 403, "forbidden"),
    ],
)
def test_what_cannot_be_done_is_answered_with_a_problem(
    server: ServerProcess, method: str, path: str, options: dict[str, Any], status: int, code: str
) -> None:
    answer = ask(server, method, path, **options)
    assert answer.status_code == status
    problem = problem_in(answer)
    assert problem["code"] == code
    assert problem["retryable"] is False


def test_what_an_address_does_instead_is_told(server: ServerProcess) -> None:
    assert set(ask(server, "DELETE", "/api/campaign").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert set(ask(server, "PUT", "/api/guests").headers["Allow"].split(", ")) == {"POST", "OPTIONS"}


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "x" * 41}, "/name"),
        ({"name": 7}, "/name"),
        ({"language": "de"}, "/language"),
        ({"age_band": "17"}, "/age_band"),
        ({"birthday": "2008-01-01"}, "/birthday"),
        ({"wishes": {"kinds": ["fame"]}}, "/wishes/kinds/0"),
        ({"wishes": {"rome_domains": ["F1703"]}}, "/wishes/rome_domains/0"),
    ],
)
def test_a_value_at_fault_is_pointed_at_and_never_repeated(
    server: ServerProcess, change: dict[str, Any], pointer: str
) -> None:
    problem = problem_in(ask(server, "POST", "/api/guests", json={**GUEST, **change}))
    assert problem["code"] == "validation_failed"
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert not {"x" * 41, "2008-01-01", "fame", "F1703"} & set(re.findall(r"[\w-]+", str(problem)))


def test_every_problem_has_a_page_that_explains_it(server: ServerProcess) -> None:
    problem = problem_in(ask(server, "GET", "/api/nothing"))
    page = ask(server, "GET", problem["type"])
    assert page.headers["Content-Type"].startswith("text/html")
    assert problem["title"] in page.text


def test_a_failure_of_ours_is_a_problem_that_tells_nothing_of_the_inside(server: ServerProcess, engine: Engine) -> None:
    guest = Guest(server)
    with engine.begin() as connection:
        connection.execute(text("alter table ledger_entry rename to mislaid"))
    try:
        answer = guest.http.get(f"{server.url}/api/me", timeout=DEADLINE_S)
    finally:
        with engine.begin() as connection:
            connection.execute(text("alter table mislaid rename to ledger_entry"))
    assert answer.status_code == 500
    assert problem_in(answer)["code"] == "internal_error"
    assert "ledger" not in answer.text
    assert guest.get("/api/me")["totals"]["points"] == 0


# The description of the API


@pytest.fixture(scope="module")
def document(server: ServerProcess) -> Any:
    return ask(server, "GET", "/openapi/openapi.json").json()


_FILES = {"ics": "text/calendar", "pdf": "application/pdf", "png": "image/png"}


def test_the_document_is_openapi_3_1_and_tells_of_problems_everywhere(document: Any) -> None:
    assert re.fullmatch(r"3\.1\.\d", document["openapi"])
    operations = [(path, operation) for path, item in document["paths"].items() for operation in item.values()]
    assert len(operations) >= 8
    for path, operation in operations:
        success = {_FILES.get(path.rpartition(".")[2], "application/json")}
        for status, response in operation["responses"].items():
            kinds = set(response.get("content", {}))
            if status in {"202", "204"}:
                assert kinds <= {"application/json"}
            else:
                assert kinds == (success if status in {"200", "201"} else {"application/problem+json"})
        assert {"404", "422", "500"} <= set(operation["responses"])
        if "requestBody" in operation:
            assert {"400", "413", "415"} <= set(operation["responses"])


def test_every_documented_address_answers_what_the_document_says(server: ServerProcess, document: Any) -> None:
    guest = Guest(server)
    asked = 0
    for path, operations in document["paths"].items():
        if "get" not in operations:
            continue
        for http in (guest.http, requests.Session()):
            answer = http.get(server.url + path, timeout=DEADLINE_S)
            content = operations["get"]["responses"][str(answer.status_code)]["content"]
            schema = content[answer.headers["Content-Type"]]["schema"]
            assert list(differences(answer.json(), schema, document)) == []
            asked += 1
    assert asked >= 12


def test_what_is_not_as_documented_would_be_noticed(document: Any) -> None:
    me = {"$ref": "#/components/schemas/MeOut"}
    totals = {"points": 0, "level": "1"}
    assert {"/player is missing", "/totals/points_at_level is missing", "/totals/level is no integer"} <= set(
        differences({"totals": totals}, me, document)
    )
    assert list(differences({"status": "well"}, {"$ref": "#/components/schemas/HealthOut"}, document))
    assert list(differences({"surprise": 1}, {"type": "object", "properties": {}}, document))


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def differences(value: Any, schema: Any, document: Any, at: str = "") -> Iterator[str]:
    """Says where `value` is not what the schema says: the part of JSON Schema that our document uses, read strictly."""
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        if all(any(differences(value, one, document, at)) for one in schema["anyOf"]):
            yield f"{at} is none of what it may be"
        return
    if "type" in schema and not isinstance(value, _TYPES[schema["type"]]):
        yield f"{at} is no {schema['type']}"
        return
    if value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{at} is {value}"
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from differences(item, schema["items"], document, f"{at}/{number}")
    if isinstance(value, dict) and not schema.get("additionalProperties"):
        yield from (f"{at}/{name} is missing" for name in schema.get("required", ()) if name not in value)
        yield from (f"{at}/{name} is not documented" for name in value if name not in schema["properties"])
        for name in value.keys() & schema["properties"].keys():
            yield from differences(value[name], schema["properties"][name], document, f"{at}/{name}")


# Guests


def test_the_session_cookie_is_for_this_site_and_for_no_script(server: ServerProcess) -> None:
    cookie = ask(server, "POST", "/api/guests", json=GUEST).headers["Set-Cookie"]
    assert re.match(r"jokajobs_session=[\w-]{43};", cookie)
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_behind_https_the_cookie_stays_on_https(engine: Engine, start_server: StartServer) -> None:
    server = start_server(address_of(engine), env={"JOKAJOBS_COOKIE_SECURE": "yes"})
    assert "Secure" in ask(server, "POST", "/api/guests", json=GUEST).headers["Set-Cookie"].split("; ")


def test_the_cookies_token_is_stored_nowhere(server: ServerProcess, engine: Engine) -> None:
    token = Guest(server).cookie.partition("=")[2]
    with engine.connect() as connection:
        assert (
            connection.scalar(
                text("select count(*) from session where token_sha256 = sha256(:token)"), {"token": token.encode()}
            )
            == 1
        )
        assert token not in str(connection.execute(text("select session, account from session, account")).all())


def test_somebody_under_15_is_refused_kindly_and_nothing_is_kept(server: ServerProcess, engine: Engine) -> None:
    before = rows(engine)
    answer = ask(server, "POST", "/api/guests", json={**GUEST, "age_band": "under_15"})
    assert answer.status_code == 403
    problem = problem_in(answer)
    assert problem["code"] == "too_young"
    assert "come back" in problem["detail"]
    assert answer.cookies.get_dict() == {"jokajobs_too_young": "1"}
    assert rows(engine) == before


def rows(engine: Engine) -> dict[str, int]:
    """Counts the rows of each table."""
    with engine.connect() as connection:
        tables = connection.scalars(
            text("select tablename from pg_tables where schemaname = 'public' and tablename <> 'spatial_ref_sys'")
        ).all()
        return {table: connection.scalar(text(f'select count(*) from "{table}"')) or 0 for table in tables}  # noqa: S608


@pytest.mark.parametrize(
    ("name", "shown"),
    [("  Camille \t  D. ", "Camille D."), ("Zoé 🚲", "Zoé 🚲"), ("A\u202e\u0001B\n", "A B"), ("x" * 40, "x" * 40)],
)
def test_names_are_shown_without_what_cannot_be_seen(server: ServerProcess, name: str, shown: str) -> None:
    answer = ask(server, "POST", "/api/guests", json={**GUEST, "name": name})
    assert answer.json()["player"]["name"] == shown


def test_wishes_can_be_told_at_the_start_and_changed(server: ServerProcess) -> None:
    guest = Guest(server, kinds=["job"])
    assert guest.get("/api/me")["player"]["wishes"] == {"kinds": ["job"], "rome_domains": []}

    wishes = {"kinds": ["training", "event"], "rome_domains": ["F17", "D11"]}
    answer = guest.http.put(f"{server.url}/api/me/wishes", json=wishes, timeout=DEADLINE_S)
    assert answer.status_code == 200
    kept = guest.get("/api/me")["player"]["wishes"]
    assert kept == answer.json()["player"]["wishes"] == {"kinds": ["event", "training"], "rome_domains": ["D11", "F17"]}
    with guest.open_socket() as socket:
        snapshot = socket.wait_for("snapshot")
    assert snapshot["player"]["wishes"] == kept
    assert snapshot["offers_under_clouds"] == 0, "a bakery's job is no longer wished for"


# Health


def test_a_server_with_a_campaign_is_alive_and_ready(server: ServerProcess) -> None:
    assert ask(server, "GET", "/healthz").json() == {"status": "ok"}
    answer = ask(server, "GET", "/readyz")
    assert answer.status_code == 200
    assert {one["name"]: one["ok"] for one in answer.json()["checks"]} == {
        "database": True,
        "writes": True,
        "worker": False,
        "campaign": True,
        "changes": True,
        "clock": True,
        "jobs": True,
    }


def test_without_a_campaign_it_is_alive_but_not_ready(new_database: NewDatabase, start_server: StartServer) -> None:
    server = start_server(new_database("idle"))

    assert ask(server, "GET", "/healthz").status_code == 200
    for path in ("/readyz", "/api/campaign"):
        answer = ask(server, "GET", path)
        assert answer.status_code == 503
        problem = problem_in(answer, *(("checks", "age_s") if path == "/readyz" else ()))
        assert (problem["code"], problem["retryable"]) == ("no_campaign", True)
        assert answer.headers["Retry-After"] == "300"
    assert ask(server, "GET", "/").status_code == 200


def test_the_campaign_is_told_to_everybody(server: ServerProcess) -> None:
    campaign = ask(server, "GET", "/api/campaign").json()
    assert (campaign["slug"], campaign["timezone"]) == ("test", "Europe/Paris")
    assert date.fromisoformat(campaign["starts_on"]) == date(2026, 1, 1)
    west, south = campaign["territory"]["coordinates"][0][0][0]
    assert 2 < west < 3
    assert 50 < south < 51


# Pages


def test_the_first_page_is_served(server: ServerProcess) -> None:
    page = ask(server, "GET", "/")
    assert page.status_code == 200
    assert page.headers["Content-Type"].startswith("text/html")
    assert "<title>Jokajobs</title>" in page.text


@pytest.mark.parametrize("token", ["", "wrong", ORGANISER_TOKEN[:-1], None, 7, [ORGANISER_TOKEN]])
def test_the_organisers_pages_are_refused_without_the_token(server: ServerProcess, token: Any) -> None:
    refused = ask(server, "POST", "/organiser/session", json={"token": token})
    assert problem_in(refused)["code"] == "forbidden"
    assert "Set-Cookie" not in refused.headers


def test_the_organisers_token_opens_nothing_from_an_address(server: ServerProcess) -> None:
    answer = ask(server, "GET", f"/organiser/preview?token={ORGANISER_TOKEN}")
    assert problem_in(answer)["code"] == "forbidden"
    assert "Set-Cookie" not in answer.headers


def test_each_organiser_who_comes_with_the_token_has_a_session_of_their_own_that_can_be_ended(
    server: ServerProcess, engine: Engine
) -> None:
    came = [ask(server, "POST", "/organiser/session", json={"token": ORGANISER_TOKEN}) for _ in range(2)]
    assert [(answer.status_code, answer.text) for answer in came] == [(204, "")] * 2
    for answer in came:
        assert {"HttpOnly", "SameSite=Strict", "Max-Age=43200"} <= set(answer.headers["Set-Cookie"].split("; "))
        assert answer.headers["Cache-Control"] == "no-store"
        assert ORGANISER_TOKEN not in str(answer.headers)
    one, two = (str(answer.cookies["jokajobs_organiser"]) for answer in came)
    assert one != two

    def status(cookie: str) -> int:
        headers = {"Cookie": f"jokajobs_organiser={cookie}"}
        return ask(server, "GET", "/organiser/preview", headers=headers).status_code

    assert (status(one), status(two), status(f"{one}x")) == (200, 200, 403)
    revoked = run_command("organiser", "revoke", env={"DATABASE_URL": address_of(engine)})
    assert revoked.returncode == 0
    assert (status(one), status(two)) == (403, 403)
    assert server.organiser().get(f"{server.url}/organiser/preview", timeout=DEADLINE_S).status_code == 200


def test_what_is_changed_with_the_token_is_noted_without_it(server: ServerProcess) -> None:
    nobody = "0190b6a0-0000-7000-8000-000000000001"
    answer = server.organiser().post(f"{server.url}/api/organiser/jokers/{nobody}/identity-checked", timeout=DEADLINE_S)
    assert answer.status_code == 404
    said = server.log.read_text()
    assert re.search(rf"organiser session [0-9a-f]{{8}}: POST /api/organiser/jokers/\S+ {nobody}: 404", said)
    assert ORGANISER_TOKEN not in said


def test_the_organisers_map_loads_nothing_from_elsewhere(server: ServerProcess) -> None:
    organiser = server.organiser()
    page = organiser.get(f"{server.url}/organiser/preview", timeout=DEADLINE_S)
    assert page.status_code == 200
    assert ORGANISER_TOKEN not in page.text
    loaded = re.findall(r"""(?:src|href|action|data)\s*=\s*["']?([^"'\s>]+)""", page.text)
    assert {"/vendor/leaflet/leaflet.js", "/organiser/preview.js", "/public/organiser_map.js"} <= set(loaded)
    parts = [page.text]
    for address in ("/organiser/preview.js", "/public/organiser_map.js", "/public/organiser_map.css"):
        answer = organiser.get(server.url + address, timeout=DEADLINE_S)
        assert answer.status_code == 200
        parts.append(answer.text)
    for part in parts:
        loaded += re.findall(r"""(?:url|import|fetch)\(\s*["']?([^"')]+)""", part)
    assert "/organiser/preview.json" in loaded
    assert [address for address in loaded if re.match(r"(\w+:)?//", address)] == []
