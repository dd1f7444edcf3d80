"""E-mail addresses as they come in: one spelling per mailbox."""

from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

_MAX_CHARS = 254
"""RFC 5321 allows no more between the angle brackets."""


def normalise_email(address: str) -> str:
    """The address in lower case, its domain in ASCII (IDNA). Raises ValueError, without the address in its words.

    Capitals before the @ could mean another mailbox (RFC 5321), but no provider uses them so, and phones add them.
    """
    try:
        valid = validate_email(address.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise ValueError("this is not an e-mail address") from None
    return f"{valid.local_part.lower()}@{valid.ascii_domain.lower()}"


def _checked(address: str) -> str:
    try:
        return normalise_email(address)
    except ValueError as error:
        raise PydanticCustomError("email", "this is not an e-mail address") from error


EmailAddress = Annotated[
    str, Field(max_length=_MAX_CHARS, json_schema_extra={"format": "email"}), AfterValidator(_checked)
]
