"""Plays as with a screen reader: a keyboard and the browser's own accessibility tree, neither mouse nor eyes."""

from collections.abc import Iterator
from typing import Any

from tests.support.browser.phone import Phone
from tests.support.waiting import wait_until

_TABS_MAX = 60


class ScreenReader:
    """Knows of the page what the browser tells assistive technology: roles, names, focus, live regions."""

    def __init__(self, phone: Phone) -> None:
        self._page = phone.page
        self._devtools = phone.context.new_cdp_session(phone.page)
        self._devtools.send("Accessibility.enable")

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def type(self, text: str) -> None:
        self._page.keyboard.type(text)

    def go_to(self, role: str, name: str) -> None:
        """Tabs to the first control of that role whose name holds `name`."""
        for _ in range(_TABS_MAX):
            if self.is_on(role, name):
                return
            self.press("Tab")
        raise AssertionError(f"no {role} '{name}' within reach of the Tab key; the page tells: {self.tells()}")

    def activate(self, role: str, name: str) -> None:
        self.go_to(role, name)
        self.press("Enter")

    def is_on(self, role: str, name: str) -> bool:
        """Tells whether the focus is there."""
        focused = [node for node in self._nodes() if _property(node, "focused") and _role(node) != "RootWebArea"]
        return any(_role(node) == role and name in _name(node) for node in focused)

    def wait_for_focus(self, role: str, name: str) -> None:
        wait_until(lambda: self.is_on(role, name), f"the focus is on the {role} '{name}'")

    def wait_for_focus_on_one_of(self, role: str, names: set[str]) -> str:
        """Returns the name that has the focus."""
        wait_until(lambda: any(self.is_on(role, name) for name in names), f"the focus is on one of {names}")
        return next(name for name in names if self.is_on(role, name))

    def has(self, role: str, name: str = "") -> bool:
        return any(_role(node) == role and name in _name(node) for node in self._nodes())

    def tells(self) -> list[str]:
        """Every text that can be reached now."""
        return [_name(node) for node in self._nodes() if _role(node) == "StaticText"]

    def announcements(self) -> str:
        """Returns what live regions hold now, in reach of a screen reader."""
        nodes = {node["nodeId"]: node for node in self._tree()}

        def texts(node_id: str) -> Iterator[str]:
            node = nodes.get(node_id)
            if node is None:
                return
            if _role(node) == "StaticText" and not node["ignored"]:
                yield _name(node)
            for child in node.get("childIds", []):
                yield from texts(child)

        live = [node["nodeId"] for node in nodes.values() if _property(node, "live") in {"polite", "assertive"}]
        return "\n".join(text for node_id in live for text in texts(node_id))

    def wait_for_announcement(self, text: str) -> None:
        wait_until(lambda: text in self.announcements(), f"'{text}' is announced")

    def _nodes(self) -> list[dict[str, Any]]:
        return [node for node in self._tree() if not node["ignored"]]

    def _tree(self) -> list[dict[str, Any]]:
        nodes: list[dict[str, Any]] = self._devtools.send("Accessibility.getFullAXTree")["nodes"]
        return nodes


def _role(node: dict[str, Any]) -> str:
    return str(node.get("role", {}).get("value", ""))


def _name(node: dict[str, Any]) -> str:
    return str(node.get("name", {}).get("value", ""))


def _property(node: dict[str, Any], name: str) -> Any:
    return next((one["value"].get("value") for one in node.get("properties", []) if one["name"] == name), None)
