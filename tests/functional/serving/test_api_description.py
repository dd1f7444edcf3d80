"""The description of the API as other people's tools and eyes read it."""

from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import validate
from sqlalchemy import Engine

from server.app import Application, create_app
from server.http.plumbing.operation_ids import OPERATION_IDS
from server.http.plumbing.rate_limits import RateLimits
from server.settings import Settings
from tests.support.databases import NewDatabase
from tests.support.factories import offer
from tests.support.running.filled import address_of, fill_database


@pytest.fixture(scope="module")
def engine(new_database: NewDatabase) -> Iterator[Engine]:
    engine = fill_database(new_database("api"), [offer()])
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def application(engine: Engine) -> Iterator[Application]:
    application = create_app(Settings(database_url=address_of(engine)))
    yield application
    application.engine.dispose()


@pytest.fixture(scope="module")
def document(application: Application) -> Any:
    return application.flask.test_client().get("/openapi/openapi.json").get_json()


def test_the_document_is_valid_openapi(document: Any) -> None:
    validate(document)
    assert document["components"]["securitySchemes"]["session"]["name"] == "jokajobs_session"
    assert "null" not in str(document["components"]["securitySchemes"])


def test_what_counts_how_often_it_is_asked_says_that_it_may_answer_429(application: Application, document: Any) -> None:
    counted = {
        (method, path)
        for method, path, view in operations(application.flask, document)
        if any(name.startswith("count_") for name in names_in(view))
    }
    assert counted >= {("post", "/api/guests"), ("get", "/api/employer/offers/{offer_id}/poster.pdf")}
    for method, path in sorted(counted):
        assert "429" in document["paths"][path][method]["responses"], f"{method} {path}"


def test_the_counters_are_called_as_the_test_above_believes() -> None:
    public = {name for name in vars(RateLimits) if not name.startswith("_")}
    assert len(public) > 5
    assert all(name.startswith("count_") for name in public)


def test_each_operation_has_a_plain_name_of_its_own(document: Any) -> None:
    described = {
        (method.upper(), path): operation["operationId"]
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    assert described == OPERATION_IDS
    assert len(set(OPERATION_IDS.values())) == len(OPERATION_IDS)


def test_everything_may_answer_that_the_database_is_away_and_changes_that_another_site_asked(document: Any) -> None:
    for item in document["paths"].values():
        for method, operation in item.items():
            assert "503" in operation["responses"]
            if method != "get":
                assert "403" in operation["responses"]


def test_the_page_of_the_api_names_every_operation_and_every_schema(application: Application, document: Any) -> None:
    page = application.flask.test_client().get("/openapi").get_data(as_text=True)
    for path, item in document["paths"].items():
        for method in item:
            assert f"<code>{method.upper()} {path}</code>" in page
    for name in document["components"]["schemas"]:
        assert f'<article id="{name}">' in page
    assert "<script" not in page


def operations(app: Flask, document: Any) -> Iterator[tuple[str, str, FunctionType]]:
    """Method, path as the document writes it, and view of each documented operation."""
    adapter = app.url_map.bind("localhost")
    anything = "0190b6a0-0000-7000-8000-000000000001"
    for path, item in document["paths"].items():
        names = [part[1 : part.index("}")] for part in path.split("/") if part.startswith("{")]
        address = path
        for name in names:
            address = address.replace(f"{{{name}}}", anything)
        for method in item:
            endpoint, _ = adapter.match(address, method=method.upper())
            view = app.view_functions[endpoint]
            assert isinstance(view, FunctionType)
            yield method, path, view


def names_in(function: FunctionType) -> set[str]:
    """Every name that the function uses, and that the functions around it use which it calls."""
    found: set[str] = set()
    waiting: list[FunctionType] = [function]
    seen: set[CodeType] = set()
    while waiting:
        one = waiting.pop()
        if one.__code__ in seen:
            continue
        seen.add(one.__code__)
        found |= set(one.__code__.co_names)
        waiting += [
            cell.cell_contents for cell in one.__closure__ or () if isinstance(cell.cell_contents, FunctionType)
        ]
        wrapped = getattr(one, "__wrapped__", None)
        waiting += [wrapped] if isinstance(wrapped, FunctionType) else []
    return found
