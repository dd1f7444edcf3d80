"""Amounts of money as French people write them."""

from decimal import Decimal

AMOUNT_MAX = Decimal(1_000_000_000)
"""More is nobody's pay, and a number such as 1e999999999 has more digits than there is memory."""


def is_amount(number: Decimal) -> bool:
    """Tells whether it may be somebody's pay."""
    return number.is_finite() and 0 <= number <= AMOUNT_MAX


def amounts_in_words(low: Decimal, high: Decimal, currency: str = "€") -> str:
    """`2 275 à 2 300 €`, or one amount where both are the same. Each has to be one, see `is_amount`."""
    amount = _written(low) if low == high else f"{_written(low)} à {_written(high)}"
    return f"{amount} {currency}"


def _written(number: Decimal) -> str:
    """A narrow space between thousands, a comma, two decimals or none."""
    digits = f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
    return digits.replace(",", "\u202f").replace(".", ",")
