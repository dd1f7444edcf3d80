"""Every page under its content policy in a real browser, and the pages of other sites that would act for a player."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from game_rules.geo import LatLon
from server.adapters.signer import LinkSigner
from server.clock import utc_now
from server.persistence.unit_of_work import OpenUnit
from server.services.links import LinkPurpose, Links, signing_key
from tests.support.browser.organiser import come_as_organiser
from tests.support.browser.phone import NewPhone
from tests.support.running.addresses import ADDRESSES
from tests.support.running.employers import Employer, door
from tests.support.running.servers import ServerProcess
from tests.support.waiting import wait_until

LIEVIN = LatLon(50.4219, 2.7786)


def mailed_link(server: ServerProcess, employer: Employer, offer: Any) -> str:
    """The path of the link that a mail about the offer's end holds."""
    engine = create_engine(server.database_url)
    sessions = sessionmaker(engine)
    links = Links(LinkSigner(signing_key(OpenUnit(sessions)), utc_now), server.url)
    engine.dispose()
    payload = {
        "account": employer.browser.get("/api/me/export")["account_id"],
        "offer": offer["id"],
        "expires_on": offer["expires_on"],
    }
    return urlsplit(links.one_tap(LinkPurpose.EXTEND_OFFER, payload)).path


def poster_link(employer: Employer, offer: Any) -> str:
    """The path in the code of the offer's poster."""
    # Of what has just been published there is one as soon as the server has loaded its world again.
    path = f"/api/employer/offers/{offer['id']}/poster.png"
    wait_until(lambda: employer.browser.ask("GET", path).status_code == 200, "there is a poster")
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(employer.browser.ask("GET", path).content)))
    return urlsplit(code.text).path


def is_page(page: Page, url: str) -> bool:
    answer = page.context.request.get(url, max_redirects=0)
    return answer.headers.get("content-type", "").startswith("text/html")


def test_every_page_keeps_to_its_content_policy(new_phone: NewPhone, server: ServerProcess) -> None:
    phone = new_phone(draws_map=True, keeps_copy=True)
    employer = Employer(server)
    offer = employer.publish(place=door(LIEVIN))
    [place, *_] = phone.context.request.get(f"{server.url}/api/staffed-places").json()["places"]
    real = {
        "/organiser/desk-codes/<uuid:place_id>": f"/organiser/desk-codes/{place['id']}",
        "/offres/<uuid:offer_id>": f"/offres/{offer['id']}",
        "/p/<token>": poster_link(employer, offer),
        "/r/<token>": mailed_link(server, employer, offer),
        "/problems/<code>": "/problems/cross_site_request",
        "/<path:name>": "/index.html",
    }
    come_as_organiser(phone)
    pages = []
    for method, rule in ADDRESSES:
        path = real.get(rule, ADDRESSES[method, rule].path or rule)
        if method != "GET" or not is_page(phone.page, server.url + path):
            continue
        phone.open(path)
        phone.page.wait_for_load_state("networkidle")
        pages.append(rule)
    assert set(pages) == {
        *real,
        *("/", "/recruter", "/offres", "/openapi", "/dev/outbox"),
        *("/organiser", "/organiser/preview", "/organiser/structures", "/organiser/cases", "/organiser/desk-codes"),
    }
    assert phone.violations.seen == []


def test_a_violation_would_be_noticed(new_phone: NewPhone) -> None:
    phone = new_phone(draws_map=True)
    phone.open("/offres")
    phone.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { textContent: 'x = 1' }))"
    )
    wait_until(lambda: any("script-src" in one for one in phone.violations.seen), "the script is refused and told")
    phone.page.evaluate("document.body.setAttribute('style', 'color: red')")
    wait_until(lambda: any("style-src" in one for one in phone.violations.seen), "the style is refused and told")
    phone.page.evaluate("void (new Image().src = 'https://elsewhere.example/1.png')")
    wait_until(lambda: any("img-src" in one for one in phone.violations.seen), "the picture is refused and told")
    assert phone.page.evaluate("typeof x") == "undefined"
    phone.violations.seen.clear()


def test_a_mailed_link_is_confirmed_with_its_button(new_phone: NewPhone, server: ServerProcess) -> None:
    employer = Employer(server)
    offer = employer.publish(place=door(LIEVIN))
    phone = new_phone(draws_map=True)
    phone.open(mailed_link(server, employer, offer))
    phone.page.get_by_role("button", name="Oui, la garder").click()
    expect(phone.page.get_by_text("C’est fait")).to_be_visible()
    kept = employer.browser.get(f"/api/employer/offers/{offer['id']}")["expires_on"]
    assert kept > offer["expires_on"]


def test_an_organiser_decides_on_the_page_of_organisations(new_phone: NewPhone, server: ServerProcess) -> None:
    employer = Employer(server, verified=False)
    employer.move(employer.draft(place=door(LIEVIN)), "submit")
    phone = new_phone(draws_map=True)
    come_as_organiser(phone)
    phone.open("/organiser/structures")
    article = phone.page.locator(f'[data-organisation="{employer.organisation_id}"]')
    path = f"/api/employer/organisations/{employer.organisation_id}"
    article.get_by_role("button", name="Valider et publier").click()
    expect(article).to_contain_text("Valider cette structure ? 1 offre en attente sera en ligne aussitôt")
    assert employer.browser.get(path)["state"] == "pending"
    article.get_by_role("button", name="Oui, valider et publier").click()
    expect(article).to_contain_text("vérifiée")
    assert employer.browser.get(path)["state"] == "verified"


_SIBLING = """<!doctype html>
<form method="post" action="{url}/api/sign-out"></form>
<script>
  (async () => {{
    await fetch("{url}/api/sign-out", {{ method: "POST", mode: "no-cors", credentials: "include" }}).catch(() => null);
    await fetch("{url}/api/me", {{ method: "DELETE", credentials: "include" }}).catch(() => null);
    document.querySelector("form").submit();
  }})();
</script>
"""


@contextmanager
def sibling_of(server: ServerProcess) -> Iterator[str]:
    """The address of another program's page on this host, which a browser takes for the same site."""
    html = _SIBLING.format(url=server.url).encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    other = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = Thread(target=other.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{other.server_port}/"
    finally:
        other.shutdown()
        thread.join()
        other.server_close()


def test_a_page_on_a_sibling_port_signs_nobody_out(new_phone: NewPhone, server: ServerProcess) -> None:
    phone = new_phone(draws_map=True)
    phone.start_game()
    player = phone.account()["player"]
    with sibling_of(server) as url:
        phone.page.goto(url)
        phone.page.wait_for_url("**/api/sign-out")
        expect(phone.page.locator("body")).to_contain_text("cross_site_request")
    assert phone.account()["player"] == player
    phone.violations.seen.clear()
