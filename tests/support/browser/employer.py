"""Somebody who recruits, in a browser."""

from dataclasses import replace
from typing import Any

from game_rules.geo import LatLon
from server.clock import utc_now
from tests.support.browser.phone import Phone
from tests.support.factories import fix
from tests.support.running.help_people import Organiser
from tests.support.running.servers import Browser, Guest, ServerProcess
from tests.support.waiting import wait_until

LIEVIN = LatLon(50.4219, 2.7786)


class Employer:
    """Somebody who recruits, signed in on a phone for an organisation of their own, which an organiser has verified."""

    def __init__(self, phone: Phone, server: ServerProcess, email: str) -> None:
        self.phone, self.page, self.url = phone, phone.page, server.url
        code = Browser(server).mailed_code(email)
        self.send("POST", "/api/sign-in", email=email, code=code, name="Dominique", age_band="18_plus")
        bakery = {"name": "Boulangerie des Essais", "kind": "employer", "siret": None}
        self.organisation = self.send("POST", "/api/employer/organisations", **bakery)["id"]
        Organiser(server).send("POST", f"/organisations/{self.organisation}/verify", {"reason": None})

    def send(self, method: str, path: str, **body: Any) -> Any:
        answer = self.phone.context.request.fetch(f"{self.url}{path}", method=method, data=body)
        assert answer.ok, answer.text()
        return answer.json()

    def offers(self) -> list[dict[str, Any]]:
        path = f"{self.url}/api/employer/organisations/{self.organisation}/offers"
        offers: list[dict[str, Any]] = self.phone.context.request.get(path).json()["offers"]
        return offers

    def tap(self, name: str, *args: str | int, role: Any = "button") -> None:
        self.page.get_by_role(role, name=self.phone.words(f"employer.{name}", *args)).tap()

    def tap_text(self, text: str) -> None:
        self.page.get_by_text(text, exact=True).tap()

    def next(self) -> None:
        self.tap("write.next")

    def found_by(self, server: ServerProcess, draft: dict[str, Any]) -> tuple[dict[str, Any], Guest]:
        """Publishes an offer at LIEVIN, and lets a player find it."""
        made: dict[str, Any] = self.send("POST", f"/api/employer/organisations/{self.organisation}/offers", **draft)
        self.send("POST", f"/api/employer/offers/{made['id']}/submit", version=made["version"])
        # The public page is there as soon as the offer can be found.
        wait_until(lambda: Browser(server).ask("GET", f"/offres/{made['id']}").status_code == 200, "the offer is found")
        player = Guest(server, name="Inès")
        with player.open_socket() as app:
            # The offers of other tests may stand at the same door.
            app.send_fixes([replace(fix(at=LIEVIN, accuracy_m=5), taken_at=utc_now())])
            while app.wait_for("offer_discovered")["offer"]["id"] != made["id"]:
                pass
        return made, player
