"""Payloads of what helps to write an offer: the wording check."""

from pydantic import Field

from game_rules.wording import Finding
from game_rules.wording_rules.rule import Severity
from server.schemas.base import Outgoing


class WordingFindingOut(Outgoing):
    """Something to change in an offer, and why."""

    rule: str = Field(description='Which rule, such as "age_limit".')
    severity: Severity = Field(description="`block`: the offer cannot be published so. `warn`: better not.")
    field: str = Field(
        description="`title`, `description`, `salary`, `working_hours`, `duration`, `starts_on`, `expires_on`, "
        "`event_starts_at`, or a question by its number from 0: `questions/0`."
    )
    start: int | None = Field(description="First of the characters (Unicode code points) of the field it is about.")
    end: int | None = Field(description="After the last of them. Both are null where the whole field is meant.")
    words: str | None = Field(description="These characters.")
    explanation: str
    suggestion: str | None
    source: str = Field(description="Which law says so, in French.")

    @classmethod
    def of(cls, finding: Finding) -> "WordingFindingOut":
        return cls(
            rule=finding.rule,
            severity=finding.severity,
            field=finding.field,
            start=finding.start,
            end=finding.end,
            words=finding.words,
            explanation=finding.explanation,
            suggestion=finding.suggestion,
            source=finding.source,
        )
