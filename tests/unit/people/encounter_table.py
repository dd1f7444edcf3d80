"""The table of encounters as `docs/subsystems/safety.md` prints it: `python -m tests.unit.people.encounter_table`."""

import sys
from collections.abc import Iterator

from game_rules.people.encounters import Counterpart, Encounter, Hour, Vetting, Where, needs_contact, why_not
from game_rules.people.players import AgeBand

BEGINS, ENDS = "<!-- the table begins -->\n", "<!-- the table ends -->\n"
_AGES = {AgeBand.UNDER_15: "under 15", AgeBand.FROM_15_TO_17: "15 to 17", AgeBand.FROM_18: "from 18"}


def encounter_table() -> str:
    """Returns the whole table in Markdown; rows and columns that say the same are told once."""
    heads = ["age", "with", "vetting", "hour", *(where.value for where in Where)]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(row) + " |" for row in _merged(_merged(list(_rows()), 3), 2)]
    return "\n".join(lines) + "\n"


def _rows() -> Iterator[list[str]]:
    for age in AgeBand:
        for role in Counterpart:
            for vetting in Vetting:
                for hour in Hour:
                    cells = [_cell(Encounter(age, role, vetting, hour, where)) for where in Where]
                    yield [_AGES[age], role.value, vetting.value, hour.value, *cells]


def _cell(encounter: Encounter) -> str:
    reason = why_not(encounter)
    if reason is not None:
        return f"`{reason.value}`"
    return "**yes**, with a trusted contact" if needs_contact(encounter.age, encounter.where) else "**yes**"


def _merged(rows: list[list[str]], column: int) -> list[list[str]]:
    """Joins rows that differ in nothing but `column`; those of one kind stand where the first of them stood."""
    merged: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        merged.setdefault((*row[:column], *row[column + 1 :]), []).append(row[column])
    return [[*rest[:column], ", ".join(said), *rest[column:]] for rest, said in merged.items()]


if __name__ == "__main__":
    sys.stdout.write(encounter_table())
