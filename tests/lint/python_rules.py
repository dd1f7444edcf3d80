"""Rules for Python: no template, SQL or pattern made of data, no lock without a chosen strength, no text of people in a
log, no line for a terminal that is not written out, no docstring that begins with a question word, and no wait of a
test that fails without saying what it waited for."""

import ast
import re
from collections.abc import Iterator

from tests.lint.findings import Broken, without_excused

TEMPLATE, LOCK, LOG = "template-source", "lock-strength", "log-text"
SQL, PATTERN, TERMINAL = "sql-source", "sql-pattern", "terminal-line"
DOCSTRING, VAIN_WAIT = "docstring-begins", "vain-wait"

_TEMPLATE_MAKERS = frozenset({"Template", "from_string", "render_template_string", "Markup"})
"""What these are given becomes code of a template, or counts as safe HTML."""

_FOLIUM = frozenset({"folium", "branca"})
_FOLIUM_MAKERS = frozenset({"Element", "Tooltip", "Popup", "IFrame", "DivIcon", "GeoJsonTooltip", "Html"})
"""branca compiles what these are given as a template, also a text that was escaped for HTML. Other libraries have an
Element, too: this counts in modules that import folium or branca."""

_SQL_LIBRARIES = frozenset({"sqlalchemy", "psycopg", "alembic"})
_SQL_MAKERS = frozenset({"text", "literal_column", "exec_driver_sql", "SQL"})
"""What these are given is SQL. In modules that import one of the libraries: `text` is a name of much else."""

_ESCAPING = frozenset({"icontains", "istartswith", "iendswith"})
_PATTERNS = frozenset({"like", "ilike", "notlike", "notilike", "regexp_match", "regexp_replace", "similar_to"})
_SEARCHES = frozenset({"to_tsquery"})
"""Its argument is a language of its own; `websearch_to_tsquery` takes what people type."""

_TO_TERMINAL = frozenset({"echo", "secho", "echo_via_pager"})

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

_CHOOSE, _UNLESS = "a lock names its strength", "unless keys change or rows go (docs/subsystems/locking.md)"
_FOR_UPDATE = re.compile(r"\bfor\s+update\b", re.IGNORECASE)
"""The strongest lock, in SQL of our own. In modules that import one of the libraries, their docstrings left out."""

_WAITS = frozenset({"wait", "wait_for", "get", "join", "result", "communicate"})
_WAIT_WITH_WORDS = "tests.support.waiting says what was waited for"
_DEADLINE = re.compile(r"\w*DEADLINE_S")

_QUESTION_WORD = re.compile(r"\s*(What|Who|Whose|Whom|Whether|Where|How|When)\b")


def broken_in_python(text: str) -> list[Broken]:
    """Every rule that the module `text` breaks, in the order of its lines."""
    nodes = list(ast.walk(ast.parse(text)))
    imported = {name for node in nodes for name in _imported(node)}
    makers = _TEMPLATE_MAKERS | _FOLIUM_MAKERS if imported & _FOLIUM else _TEMPLATE_MAKERS
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    found = [one for call in calls for one in (*_templates(call, makers), *_locks(call), *_logs(call), *_lines(call))]
    if imported & _SQL_LIBRARIES:
        found += [one for call in calls for one in (*_sql(call), *_patterns(call))]
        prose = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
        found += [one for node in nodes if id(node) not in prose for one in _locks_in_sql(node)]
    return without_excused(sorted(found, key=lambda one: one.line), text)


def broken_in_docstrings(text: str) -> list[Broken]:
    """Every docstring of the module `text` that begins with a question word, in the order of its lines."""
    found = [one for node in ast.walk(ast.parse(text)) for one in _docstrings(node)]
    return without_excused(sorted(found, key=lambda one: one.line), text)


def broken_in_waits(text: str) -> list[Broken]:
    """Every wait of the tests' module `text` that would fail without a word of what it waited for."""
    found = [one for node in ast.walk(ast.parse(text)) for one in _waits(node)]
    return without_excused(sorted(found, key=lambda one: one.line), text)


def _waits(node: ast.AST) -> Iterator[Broken]:
    """Waits for DEADLINE_S, and loops until then. A `get` of an address is no wait: it is given more than a time."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _WAITS:
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if len(given) == 1 and _is_deadline(given[0]):
            yield Broken(node.lineno, VAIN_WAIT, f"{node.func.attr}() fails without a word: {_WAIT_WITH_WORDS}")
    elif isinstance(node, ast.BinOp) and _is_deadline(node.right) and isinstance(node.left, ast.Call):
        yield Broken(node.lineno, VAIN_WAIT, f"a deadline of its own: {_WAIT_WITH_WORDS}")


def _is_deadline(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and _DEADLINE.fullmatch(node.id) is not None


def _docstrings(node: ast.AST) -> Iterator[Broken]:
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return
    begins = _QUESTION_WORD.match(ast.get_docstring(node, clean=False) or "")
    if begins:
        yield Broken(node.body[0].lineno, DOCSTRING, f"begins with {begins[1]}: a verb or a noun phrase says more")


def _imported(node: ast.AST) -> Iterator[str]:
    """The libraries that a statement imports from."""
    if isinstance(node, ast.Import):
        yield from (alias.name.partition(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield (node.module or "").partition(".")[0]


def _sql(call: ast.Call) -> Iterator[Broken]:
    maker, given = _name_of(call.func), call.args
    if maker == "map" and given:
        maker, given = _name_of(given[0]), given[1:]
    if maker in _SQL_MAKERS and not all(map(_is_ours, given)):
        yield Broken(call.lineno, SQL, f"{maker}() is given more than literals and constants: bind values")


def _is_ours(node: ast.expr) -> bool:
    """Tells whether a text is a literal, a constant of a module, or made of these alone."""
    if isinstance(node, ast.JoinedStr):
        return all(map(_is_ours, node.values))
    if isinstance(node, ast.FormattedValue):
        return _is_ours(node.value)
    if isinstance(node, ast.BinOp):
        return _is_ours(node.left) and _is_ours(node.right)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def _patterns(call: ast.Call) -> Iterator[Broken]:
    name = _name_of(call.func)
    escapes = any(keyword.arg in {"autoescape", "escape"} for keyword in call.keywords)
    if name in _ESCAPING | _PATTERNS and not escapes and not all(map(_is_ours, call.args)):
        yield Broken(call.lineno, PATTERN, f"{name}() reads % and _ as patterns: icontains(…, autoescape=True)")
    elif name in _SEARCHES:
        yield Broken(call.lineno, PATTERN, f"{name}() fails over what people type: websearch_to_tsquery() takes it")


def _is_written_out(node: ast.expr) -> bool:
    return _is_ours(node) or (isinstance(node, ast.Call) and _name_of(node.func) == "written_out")


def _lines(call: ast.Call) -> Iterator[Broken]:
    name, owner = _name_of(call.func), _owner_of(call.func)
    is_raw = (owner == "click" and name in _TO_TERMINAL) or (name == "write" and owner in {"stdout", "stderr"})
    if is_raw and not all(map(_is_written_out, call.args)):
        yield Broken(call.lineno, TERMINAL, "say() and tell() of server.commands.terminal write a line out first")


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
        yield Broken(call.lineno, LOCK, f"{_CHOOSE}: key_share=True {_UNLESS}")


def _locks_in_sql(node: ast.AST) -> Iterator[Broken]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _FOR_UPDATE.search(node.value):
        yield Broken(node.lineno, LOCK, f"{_CHOOSE}: FOR NO KEY UPDATE {_UNLESS}")


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
    """Returns what stands before the last dot: `folium` in folium.Tooltip, `log` in self.log.info."""
    return _name_of(function.value) if isinstance(function, ast.Attribute) else None
