"""Somebody who posts offers, for tests of a running server."""

from typing import Any
from uuid import UUID, uuid4

from game_rules.geo import LatLon
from tests.support.factories import place
from tests.support.running.help_people import Organiser
from tests.support.running.servers import Browser, ServerProcess

DRAFT: dict[str, Any] = {
    "kind": "job",
    "title": "Aide en boulangerie",
    "starts_on": None,
    "description": "Vente et mise en rayon, le matin.",
}


def door(position: LatLon) -> dict[str, Any]:
    return {"type": "door", "lat": position.lat, "lon": position.lon, "address": "1 place du Terril"}


class Employer:
    """One of the people of a verified organisation."""

    def __init__(self, server: ServerProcess, *, verified: bool = True) -> None:
        self.email = f"{uuid4()}@example.org"
        self.browser = Browser(server)
        assert self.browser.sign_in(self.email).status_code == 200
        organisation = {"name": "Fournil du terril", "kind": "employer", "siret": None}
        own = self.browser.send("POST", "/api/employer/organisations", organisation, status=201)
        self.organisation_id = UUID(own["id"])
        if verified:
            Organiser(server).send("POST", f"/organisations/{own['id']}/verify", {"reason": None})

    @property
    def offers(self) -> str:
        return f"/api/employer/organisations/{self.organisation_id}/offers"

    def draft(self, **changes: Any) -> Any:
        draft = {**DRAFT, "place": door(place(metres_north=300)), **changes}
        return self.browser.send("POST", self.offers, draft, status=201)

    def move(self, offer: Any, action: str, status: int = 200, **more: Any) -> Any:
        path = f"/api/employer/offers/{offer['id']}/{action}"
        return self.browser.send("POST", path, {"version": offer["version"], **more}, status=status)

    def edit(self, offer: Any, status: int = 200, **changes: Any) -> Any:
        said = {key: offer[key] for key in ("kind", "title", "description", "place", "version")}
        return self.browser.send("PUT", f"/api/employer/offers/{offer['id']}", {**said, **changes}, status=status)

    def publish(self, **changes: Any) -> Any:
        published = self.move(self.draft(**changes), "submit")
        assert published["state"] == "published", published
        return published
