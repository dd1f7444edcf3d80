"""Two phones that meet: what is on the sheet of a meeting, and the day on which it is."""

from datetime import timedelta
from uuid import UUID

from playwright.sync_api import Locator, expect
from sqlalchemy import create_engine, text

from game_rules.jokers.limits import MINORS_ARTICLE_VERSION
from server.clock import utc_now
from tests.support.browser.accessibility import Findings
from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.pictures import take_picture
from tests.support.browser.volunteers import decide, sign_in
from tests.support.running.help_people import APPLICATION
from tests.support.running.servers import ServerProcess

HALF_AN_HOUR = timedelta(minutes=30)


class Story:
    """Pictures of both phones, and what axe-core says of the screens of meetings."""

    def __init__(self, player: Phone, joker: Phone) -> None:
        self.player, self.joker = player, joker
        self._found = {phone: Findings(phone.page) for phone in (player, joker)}

    def show(self, step: str, *phones: Phone) -> None:
        """A picture of the named phones, or of both."""
        for phone in phones or (self.player, self.joker):
            take_picture(phone.page, self._name(step, phone))

    def inspect(self, step: str, phone: Phone) -> None:
        self._found[phone].look_at(self._name(step, phone))

    def _name(self, step: str, phone: Phone) -> str:
        return f"{step} {'player' if phone is self.player else 'joker'}"

    def findings(self) -> list[str]:
        return [one for found in self._found.values() for one in found.all]


def open_meeting(phone: Phone) -> None:
    """From the top of the Jokers tab, after the app was opened anew."""
    phone.open()
    phone.choose_tab("jokers")
    phone.button("meetings.see").click()
    expect(phone.sheet).to_be_visible()


def shown(phone: Phone, words: str) -> Locator:
    """On the sheet; what has just changed is there for the ear, too."""
    return phone.sheet.get_by_text(words).first


def group(phone: Phone, name: str) -> Locator:
    return phone.sheet.get_by_role("group", name=phone.words(name))


def let_it_begin(server: ServerProcess, phone: Phone, starts_in: timedelta) -> UUID:
    """Moves the meeting of the player on the phone, which lasts half an hour; returns its id."""
    starts_at = utc_now() + starts_in
    engine = create_engine(server.database_url)
    with engine.begin() as connection:
        moved = connection.scalars(
            text(
                "update meeting set starts_at = :starts, ends_at = :ends from help_request"
                " where help_request.id = call_id and help_request.asker_id = :player returning meeting.id"
            ),
            {
                "starts": starts_at,
                "ends": starts_at + HALF_AN_HOUR,
                "player": phone.account()["player"]["id"],
            },
        ).one()
    engine.dispose()
    return UUID(str(moved))


def new_volunteer(new_phone: NewPhone, server: ServerProcess, language: str, *, for_minors: bool = False) -> Phone:
    """Somebody whom an organiser has approved and looked at, free right now, who speaks `language`."""
    phone = new_phone()
    phone.start_game(name="Dominique")
    joker_id = sign_in(phone, server, f"dominique.{language}@example.org")
    application = {**APPLICATION, "languages": [language]}
    if for_minors:
        application["minors_article"] = MINORS_ARTICLE_VERSION
    assert phone.context.request.post(f"{phone.url}/api/joker", data=application).ok
    for decision in ("approve", "identity-checked"):
        decide(server, joker_id, decision)
    phone.open()
    phone.choose_tab("jokers")
    phone.page.get_by_role("switch").click()
    expect(phone.page.get_by_role("switch")).to_be_checked()
    return phone
