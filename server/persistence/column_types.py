"""Column types that the database alone would not keep honest."""

from datetime import time
from typing import Any, TypeVar

from sqlalchemy import Dialect, Enum
from sqlalchemy.dialects.postgresql import BIT, JSONB
from sqlalchemy.types import TypeDecorator

from game_rules.hours import OpenHours, VisitingHours
from game_rules.play.fog import BLOCK_CELLS

EnumT = TypeVar("EnumT")


def text_enum(values: type, name: str) -> Enum:
    """An enum kept as text with a named CHECK: a new value is a small migration, and psql shows words."""
    return Enum(
        values,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class FogBits(TypeDecorator[int]):
    """The bitmap of a fog block as bit(4096); in Python an integer, see `game_rules.play.fog`.

    Raises ValueError for a bitmap of another length: PostgreSQL would pad or cut it without a word.
    """

    impl = BIT
    cache_ok = True

    def __init__(self) -> None:
        super().__init__(BLOCK_CELLS)

    def process_bind_param(self, value: int | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if not 0 <= value < 1 << BLOCK_CELLS:
            raise ValueError(f"a fog block has {BLOCK_CELLS} cells, not {value.bit_length()}")
        return format(value, f"0{BLOCK_CELLS}b")

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if len(value) != BLOCK_CELLS:
            raise ValueError(f"a fog block has {BLOCK_CELLS} cells, not {len(value)}")
        return int(value, 2)


class WeeklyHours(TypeDecorator[VisitingHours]):
    """Visiting hours as JSON: {"0": [["08:00", "12:00"], ["14:00", "00:00"]]} is Monday, to its end.

    `"holidays": true` beside the weekdays is open on public holidays, too.
    """

    # Unknown hours are NULL, not JSON's null.
    impl = JSONB(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: VisitingHours | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        week: dict[str, Any] = {
            str(weekday): [[f"{slot.opens:%H:%M}", f"{slot.closes:%H:%M}"] for slot in slots]
            for weekday, slots in value.by_weekday.items()
        }
        return {**week, "holidays": True} if value.on_holidays else week

    def process_result_value(self, value: Any, dialect: Dialect) -> VisitingHours | None:
        if value is None:
            return None
        return VisitingHours(
            {
                int(weekday): tuple(
                    OpenHours(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in slots
                )
                for weekday, slots in value.items()
                if weekday != "holidays"
            },
            value.get("holidays", False),
        )
