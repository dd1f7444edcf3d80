"""Rooms that one can hold in mind: folders of few files, and files that one reads to their end."""

from collections.abc import Iterator
from pathlib import Path

FILES_MAX = 20
LINES_MAX = 450

_ROOMS = ("game_rules", "server", "tests", "webclient/src", "webclient/tools")
_CODE = (".py", ".ts", ".svelte")

_LISTS = ("server/persistence/migrations/versions", "webclient/src/shared/protocol/types.ts")
"""Places that nobody reads from end to end: migrations, generated types."""


def too_full(root: Path) -> Iterator[str]:
    """Yields a line for each folder with more files, and each file with more lines, than one holds in mind."""
    for room in (one for one in _ROOMS if (root / one).is_dir()):
        for folder in sorted((root / room, *(path for path in (root / room).rglob("*") if path.is_dir()))):
            files = [file for file in folder.iterdir() if file.is_file() and not _is_made(file)]
            if _is_a_list(folder, root) or folder.name == "__pycache__":
                continue
            if len(files) > FILES_MAX:
                yield f"{folder.relative_to(root)}: room-too-full: {len(files)} files: a folder of its own for some"
            for file in sorted(files):
                lines = len(file.read_text().splitlines()) if file.suffix in _CODE else 0
                if lines > LINES_MAX and not _is_a_list(file, root):
                    yield f"{file.relative_to(root)}: room-too-full: {lines} lines: two modules"


def _is_made(file: Path) -> bool:
    return file.suffix == ".pyc"


def _is_a_list(path: Path, root: Path) -> bool:
    return any(path == root / listed or (root / listed) in path.parents for listed in _LISTS)
