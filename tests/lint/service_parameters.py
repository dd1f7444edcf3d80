"""Parameters of services: one context or unit of work, then what the caller says.

`python -m tests.lint.service_parameters` prints how many there are.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.lint.findings import Broken

SERVICES = Path(__file__).resolve().parents[2] / "server" / "services"

PARAMETERS_MAX = 6

_CONTEXTS = frozenset({"Context", "Unit"})
_PLUMBING = frozenset(
    {
        *(
            "OpenUnit",
            "UnitOfWork",
            "JobQueue",
            "CalendarWriter",
            "Links",
            "TrackSeal",
            "PresenceCodes",
            "Limits",
            "Clock",
        ),
        *("World", "LiveCampaign", "Walkers", "LiveJokers", "Live"),
    }
)
"""Types of what a context holds."""

_WIRING = frozenset({"context.py", "game.py", "links.py", "ports.py", "presence_codes.py", "track_seal.py"})
"""Modules at the root of services that make contexts, or what they hold, before there is one."""


def broken_in_services(file: str, source: str) -> Iterator[Broken]:
    """Yields what a function of the service module `file` takes though its context or unit has it."""
    if file in _WIRING:
        return
    for function in _functions(source):
        held = [name for name, kind in parameters(function) if _is_held(name, kind)]
        contexts = [name for name, kind in parameters(function) if kind in _CONTEXTS]
        if held:
            said = f"`{function.name}` takes {', '.join(held)}: a Context, or the Unit that it opened, has that"
            yield Broken(function.lineno, "service-plumbing", said)
        if len(contexts) > 1:
            yield Broken(function.lineno, "service-plumbing", f"`{function.name}` takes a Context and its Unit: one")


def parameters(function: ast.FunctionDef) -> list[tuple[str, str]]:
    """Names and annotations of what the function takes, but for `self` and `cls`."""
    found = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    named = ((one.arg, ast.unparse(one.annotation) if one.annotation else "") for one in found)
    return [(name, kind) for name, kind in named if name not in ("self", "cls")]


def _is_held(name: str, kind: str) -> bool:
    return kind.removesuffix(" | None") in _PLUMBING or (name == "now" and kind == "datetime")


def _functions(source: str) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef))


def _main() -> int:
    functions = [one for file in sorted(SERVICES.rglob("*.py")) for one in _functions(file.read_text())]
    counts = [len(parameters(one)) for one in functions]
    contexts = sum(kind in _CONTEXTS for one in functions for _, kind in parameters(one))
    many = sum(count > PARAMETERS_MAX for count in counts)
    sys.stdout.write(
        f"{len(functions)} functions, {sum(counts)} parameters, {contexts} of them a context or a unit; "
        f"{many} functions take more than {PARAMETERS_MAX}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(_main())
