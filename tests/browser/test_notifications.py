"""The inbox, and pushes as the service worker shows them; Chromium is handed them as by a push service."""

import json
import re
from typing import Any
from uuid import UUID, uuid4

from playwright.sync_api import expect

from tests.support.browser.phone import NewPhone, Phone
from tests.support.browser.volunteers import LANGUAGE, decide
from tests.support.running.help_people import APPLICATION
from tests.support.running.servers import ServerProcess
from tests.support.waiting import wait_until

_SHOWN = "navigator.serviceWorker.ready.then((it) => it.getNotifications()).then((all) => all.map((it) => it.title))"
_TAP = """async () => {
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
}"""


class PushService:
    """Delivers to the phone's service worker what the server would send."""

    def __init__(self, phone: Phone) -> None:
        self._session = phone.context.new_cdp_session(phone.page)
        self._origin = phone.url
        known: list[dict[str, Any]] = []
        self._session.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"]))
        self._session.send("ServiceWorker.enable")

        def ours() -> dict[str, Any] | None:
            # What a browser tells is heard while something is asked of it.
            phone.page.evaluate("null")
            return next((one for one in known if one["scopeURL"].startswith(phone.url)), None)

        registration = wait_until(ours, "the game's service worker", instead=lambda: known)
        assert registration is not None
        self._registration_id = registration["registrationId"]

    def deliver(self, kind: str) -> None:
        content = {"id": str(uuid4()), "kind": kind, "subject_id": str(uuid4()), "name": "Zoé", "language": "fr"}
        delivery = {"origin": self._origin, "registrationId": self._registration_id, "data": json.dumps(content)}
        self._session.send("ServiceWorker.deliverPushMessage", delivery)


def test_what_happened_is_told_in_the_inbox_and_outside_the_app(new_phone: NewPhone, server: ServerProcess) -> None:
    phone = new_phone(keeps_copy=True)
    phone.context.grant_permissions(["geolocation", "notifications"])
    phone.start_game()
    phone.wait_until_kept_for_offline()
    joker_id = UUID(phone.account()["player"]["id"])
    phone.context.request.post(f"{phone.url}/api/joker", data={**APPLICATION, "languages": [LANGUAGE]})
    decide(server, joker_id, "approve")

    # An open app is told at once, and leads from the badge to what it is about.
    tab = phone.page.get_by_role("button", name=re.compile(phone.words("me.unread", 1)))
    expect(tab).to_be_visible()
    service = PushService(phone)
    service.deliver("message_received")
    phone.choose_tab("me")
    phone.page_of("notifications").click()
    line = phone.page.get_by_role("button", name=phone.words("notifications.kinds.joker_approved.title"))
    expect(line).to_be_visible()
    expect(tab).to_have_count(0)
    line.click()
    expect(phone.page.get_by_role("heading", name=phone.words("joker.standing.approved"))).to_be_visible()

    # Nobody looks: it is shown, and a tap leads to the inbox of the game that is open already.
    phone.page.goto("about:blank")
    service.deliver("event_called_off")
    phone.open()
    phone.page.wait_for_function(f"() => {_SHOWN}.then((titles) => titles.length > 0)")
    titles = phone.page.evaluate(_SHOWN)
    assert titles == [phone.words("notifications.kinds.event_called_off.title")], "whoever looks at the game needs none"
    phone.context.service_workers[0].evaluate(_TAP)
    expect(phone.page.get_by_role("heading", name=phone.words("notifications.title"))).to_be_visible()

    # The same from its address, when no game is open.
    phone.open("/?open=joker")
    expect(phone.page.get_by_role("heading", name=phone.words("joker.standing.approved"))).to_be_visible()
    assert "open=" not in phone.page.url
