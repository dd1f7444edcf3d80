"""The one shape of every refusal and failure: RFC 9457 problem details, over HTTP and in socket acknowledgements."""

from pydantic import Field

from server.schemas.base import Outgoing


class FieldProblem(Outgoing):
    """One value that could not be accepted."""

    pointer: str = Field(description="Where the value stands in the payload, as a JSON pointer (RFC 6901).")
    code: str = Field(description="Stable name of what is wrong with it.")
    detail: str = Field(description="The same in words; never the value itself.")
    start: int | None = Field(default=None, description="First character at fault, where only a part of a text is.")
    end: int | None = Field(default=None, description="The character after the last one at fault.")


class Problem(Outgoing):
    """The reason why something was not done. Clients act on `code` and `retryable`, never on the words."""

    type: str = Field(description="Address of the explanation of this code, relative to the server.")
    title: str = Field(description="The code in plain words, always the same for one code.")
    status: int = Field(description="The HTTP status that goes with it, in socket acknowledgements too.")
    code: str = Field(description="Stable name of the problem.")
    detail: str = Field(description="What happened here and what to do about it.")
    retryable: bool = Field(description="Whether the same message may succeed later; if not, don't send it again.")
    retry_after_s: float | None = Field(default=None, description="How long to wait before sending it again, seconds.")
    errors: list[FieldProblem] = Field(default_factory=list, description="Values at fault, when there are any.")
