"""Rules for Python: no template made of data, no lock without a chosen strength, no text of people in a log."""

import ast
from collections.abc import Iterator

from tests.lint.findings import Broken, without_excused

TEMPLATE, LOCK, LOG = "template-source", "lock-strength", "log-text"

_TEMPLATE_MAKERS = frozenset({"Template", "from_string", "render_template_string", "Markup"})
"""What these are given becomes code of a template, or counts as safe HTML."""

_FOLIUM = frozenset({"folium", "branca"})
_FOLIUM_MAKERS = frozenset({"Element", "Tooltip", "Popup", "IFrame", "DivIcon", "GeoJsonTooltip", "Html"})
"""branca compiles what these are given as a template, also a text that was escaped for HTML. Other libraries have an
Element, too: this counts in modules that import folium or branca."""

_LOG_METHODS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})
_LOGGERS = frozenset({"log", "logger", "logging"})

_PRIVATE = frozenset(
    {
        *("text", "body", "message", "subject", "words", "payload", "form", "json", "data", "content"),
        *("email", "mail", "address", "to_address", "phone", "name", "display_name", "first_name", "contact"),
        *("token", "code", "password", "secret", "cookie", "key", "session", "headers"),
        *("position", "fix", "fixes", "lat", "lon", "latitude", "longitude", "context"),
    }
)
"""Names under which what belongs to people, or opens doors, travels through the code."""


def broken_in_python(text: str) -> list[Broken]:
    """Every rule that the module `text` breaks, in the order of its lines."""
    nodes = list(ast.walk(ast.parse(text)))
    makers = _TEMPLATE_MAKERS | _FOLIUM_MAKERS if any(_is_of_folium(node) for node in nodes) else _TEMPLATE_MAKERS
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    found = [one for call in calls for one in (*_templates(call, makers), *_locks(call), *_logs(call))]
    return without_excused(sorted(found, key=lambda one: one.line), text)


def _is_of_folium(node: ast.AST) -> bool:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    return any(name.partition(".")[0] in _FOLIUM for name in names)


def _templates(call: ast.Call, makers: frozenset[str]) -> Iterator[Broken]:
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    if _name_of(call.func) in makers and any(not isinstance(one, ast.Constant) for one in given):
        what = f"{_name_of(call.func)}() is given more than literals, which it compiles or trusts"
        yield Broken(call.lineno, TEMPLATE, what)


def _locks(call: ast.Call) -> Iterator[Broken]:
    if _name_of(call.func) == "with_for_update":
        chosen = {keyword.arg for keyword in call.keywords}
    else:
        how = next((keyword.value for keyword in call.keywords if keyword.arg == "with_for_update"), None)
        if how is None:
            return
        keys = how.keys if isinstance(how, ast.Dict) else []
        chosen = {key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}
    if not chosen & {"key_share", "read"}:
        yield Broken(call.lineno, LOCK, "a lock names its strength: key_share=True unless keys change or rows go")


def _logs(call: ast.Call) -> Iterator[Broken]:
    if _name_of(call.func) not in _LOG_METHODS or _owner_of(call.func) not in _LOGGERS or not call.args:
        return
    template, *values = call.args[1:] if _name_of(call.func) == "log" else call.args
    if not isinstance(template, ast.Constant):
        yield Broken(call.lineno, LOG, "a log line is a literal, with %s for what changes")
    for value in values:
        for node in ast.walk(value):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
            if name in _PRIVATE and not _is_name_of_a_class(value):
                yield Broken(call.lineno, LOG, f"`{name}` may hold what belongs to people, or opens doors")


def _is_name_of_a_class(value: ast.expr) -> bool:
    return isinstance(value, ast.Attribute) and value.attr == "__name__"


def _name_of(function: ast.expr) -> str | None:
    return (
        function.attr
        if isinstance(function, ast.Attribute)
        else function.id
        if isinstance(function, ast.Name)
        else None
    )


def _owner_of(function: ast.expr) -> str | None:
    """What stands before the last dot: `folium` in folium.Tooltip, `log` in self.log.info."""
    return _name_of(function.value) if isinstance(function, ast.Attribute) else None
