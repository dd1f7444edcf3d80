"""Reads CSV files row by row: what is broken becomes a `RowProblem` that says what to do, and stops nothing else."""

import csv
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

_Row = TypeVar("_Row")
_NOT_UTF8 = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """The reason why a row was left out. `line` counts from 1, the line of column names included."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class ReadRows(Generic[_Row]):
    """The rows that could be read, in the order of the file, and the problems of the others."""

    rows: tuple[_Row, ...]
    problems: tuple[RowProblem, ...]


def read_csv(
    path: Path, columns: Sequence[str], parse: Callable[[Mapping[str, str]], _Row], key: Callable[[_Row], Hashable]
) -> ReadRows[_Row]:
    """Read every row of the UTF-8 file `path` with `parse`, which gets stripped cells and raises ValueError.

    `key` must differ from row to row; a repeated one is a problem of the later row. Raises OSError where the file
    cannot be read at all.
    """
    rows: list[_Row] = []
    problems: list[RowProblem] = []
    line_of_key: dict[Hashable, int] = {}
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            reason = f"the first line does not name the column(s) {', '.join(missing)}: add them, separated by commas"
            return ReadRows((), (RowProblem(path.name, 1, reason),))
        line = reader.line_num + 1
        for cells in reader:
            try:
                if cells:
                    row = parse(_named(header, cells))
                    _check_new(line_of_key, key(row), line)
                    rows.append(row)
            except ValueError as problem:
                problems.append(RowProblem(path.name, line, str(problem)))
            line = reader.line_num + 1
    return ReadRows(tuple(rows), tuple(problems))


def _check_new(line_of_key: dict[Hashable, int], key: Hashable, line: int) -> None:
    first_line = line_of_key.setdefault(key, line)
    if first_line != line:
        raise ValueError(f"the same key stands in line {first_line}: give one of them another key")


def _named(header: Sequence[str], cells: Sequence[str]) -> Mapping[str, str]:
    if len(cells) != len(header):
        raise ValueError(f'it has {len(cells)} cells instead of {len(header)}: put a text with a comma in "quotes"')
    if any(_NOT_UTF8 in cell for cell in cells):
        raise ValueError("it has characters that are not UTF-8: save the file as UTF-8")
    return {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
