"""Actions of an employer, and of those who found what they offer."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from game_rules.kinds import OfferKind
from server.services.public.posters import poster_of
from tests.integration.law.actions import action
from tests.integration.law.stage import Json, Person, Stage
from tests.support.factories import START
from tests.support.scenes.offers import FORUM, OfferScene

MEET = {
    "version": 1,
    "answer": "meeting_proposed",
    "interview": {"starts_at": (START + timedelta(days=2)).isoformat(), "place": "offer"},
}
INTEREST = {"first_name": "Inès", "can_do": "Je sais vendre.", "available": "Le matin", "answers": ["Lundi"]}


class Bakery:
    """A verified organisation with an offer, and its owner."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.scene = stage, OfferScene(stage.open_unit)
        self.owner = stage.known(self.scene.owner.id)
        self.offer_id = self.scene.published()
        stage.follow()

    def found(self, name: str = "Camille", offer_id: UUID | None = None) -> Person:
        """Somebody with an address who has found the offer."""
        person = self.stage.person(name, email=f"{name.lower()}@example.org")
        self.stage.found(person, offer_id or self.offer_id)
        return person

    def forum(self, seats: int) -> UUID:
        """A published event."""
        forum_id = self.scene.published(
            kind=OfferKind.EVENT, title="Forum du terril", event=replace(FORUM, seats=seats)
        )
        self.stage.follow()
        return forum_id

    def poster(self) -> str:
        """The token in the code of the offer's poster."""
        return poster_of(self.owner.context, self.offer_id).code_url.rpartition("/")[2]

    def move(self, how: str, offer_id: UUID | None = None) -> None:
        path = f"/api/employer/offers/{offer_id or self.offer_id}"
        version = self.owner.http("GET", path)["version"]
        self.owner.http("POST", f"{path}/{how}", {"version": version})
        self.stage.follow()


def applied(bakery: Bakery, person: Person) -> Json:
    sent: Json = person.http("POST", f"/api/offers/{bakery.offer_id}/application", INTEREST)
    return sent


@action("pause_offer")
def pause(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    with stage.watched(walker.phone):
        bakery.move("pause")


@action("resume_offer")
def resume(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    bakery.move("pause")
    with stage.watched(walker.phone):
        bakery.move("resume")


@action("withdraw_offer")
def take_back_offer(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    with stage.watched(walker.phone):
        bakery.move("withdraw")


@action("fill_offer")
def fill(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    applied(bakery, walker)
    with stage.watched(walker.phone):
        bakery.move("fill")


@action("update_offer")
def edit(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    with stage.watched(walker.phone):
        bakery.scene.edit(bakery.offer_id, salary="12 € de l’heure")
        stage.follow()


@action("apply_to_offer")
def apply(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    with stage.watched(walker.phone):
        applied(bakery, walker)


@action("withdraw_application")
def withdraw(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    sent = applied(bakery, walker)
    with stage.watched(walker.phone):
        walker.http("POST", f"/api/me/applications/{sent['id']}/withdraw")


@action("restore_application")
def restore_application(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    path = f"/api/me/applications/{applied(bakery, walker)['id']}"
    walker.http("POST", f"{path}/withdraw")
    with stage.watched(walker.phone):
        walker.http("POST", f"{path}/restore")


@action("restore_offer")
def restore_offer(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    bakery.move("fill")
    with stage.watched(walker.phone):
        bakery.move("restore")


@action("mark_application_seen")
def see(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    sent = applied(bakery, walker)
    with stage.watched(walker.phone):
        bakery.owner.http("POST", f"/api/employer/applications/{sent['id']}/seen")


@action("answer_application")
def answer(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    sent = applied(bakery, walker)
    with stage.watched(walker.phone):
        said = {**MEET, "reply": "Passe nous voir jeudi."}
        bakery.owner.http("POST", f"/api/employer/applications/{sent['id']}/answer", said)


@action("respond_to_invitation")
def respond(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    sent = applied(bakery, walker)
    bakery.owner.http("POST", f"/api/employer/applications/{sent['id']}/answer", MEET)
    with stage.watched(walker.phone):
        walker.http("POST", f"/api/me/applications/{sent['id']}/response", {"version": 2, "response": "yes"})


@action("record_follow_up")
def remind(stage: Stage) -> None:
    bakery = Bakery(stage)
    walker = bakery.found()
    sent = applied(bakery, walker)
    stage.now += timedelta(days=11)
    with stage.watched(walker.phone):
        walker.http("POST", f"/api/me/applications/{sent['id']}/reminded")


@action("register_for_event")
def register(stage: Stage) -> None:
    bakery = Bakery(stage)
    forum = bakery.forum(seats=2)
    walker = bakery.found(offer_id=forum)
    with stage.watched(walker.phone):
        walker.http("POST", f"/api/offers/{forum}/registration")


@action("leave_event")
def leave(stage: Stage) -> None:
    bakery = Bakery(stage)
    forum = bakery.forum(seats=1)
    camille, lou = bakery.found("Camille", forum), bakery.found("Lou", forum)
    for person in (camille, lou):
        person.http("POST", f"/api/offers/{forum}/registration")
    with stage.watched(camille.phone, lou.phone):
        camille.http("DELETE", f"/api/offers/{forum}/registration")
