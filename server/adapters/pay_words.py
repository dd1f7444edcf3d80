"""Amounts of money as French people write them."""

from decimal import Decimal


def amounts_in_words(low: Decimal, high: Decimal, currency: str = "€") -> str:
    """`2 275 à 2 300 €`, or one amount where both are the same."""
    amount = _written(low) if low == high else f"{_written(low)} à {_written(high)}"
    return f"{amount} {currency}"


def _written(number: Decimal) -> str:
    """A narrow space between thousands, a comma, two decimals or none."""
    digits = f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
    return digits.replace(",", "\u202f").replace(".", ",")
