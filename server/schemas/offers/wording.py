"""Payloads of what helps to write an offer: the wording check, occupations, addresses."""

from datetime import date, datetime, tzinfo

from pydantic import AwareDatetime, Field

from game_rules.offers.addresses import FoundAddress
from game_rules.offers.content import TEXTS, OfferContent, words_of
from game_rules.offers.limits import OFFER_DETAIL_MAX_CHARS, OFFER_TITLE_MAX_CHARS
from game_rules.offers.occupations import Occupation
from game_rules.wording.check import Finding, OfferWords
from game_rules.wording.rules.rule import Severity
from server.schemas.base import Incoming, Outgoing
from server.schemas.offers.content import OfferWordsIn


class WordingIn(OfferWordsIn):
    """An offer as far as it is written; nothing of it is kept."""

    event_starts_at: AwareDatetime | None = None

    def to_words(self, zone: tzinfo) -> OfferWords:
        """With the event's day in the local time of `zone`."""
        return words_of(OfferContent(**self.content()), local_day(self.event_starts_at, zone))


def local_day(moment: datetime | None, zone: tzinfo) -> date | None:
    """The day on which the aware `moment` falls in `zone`."""
    return moment.astimezone(zone).date() if moment else None


class WordingFindingOut(Outgoing):
    """Something to change in an offer, and why."""

    rule: str = Field(description='Which rule, such as "age_limit".')
    severity: Severity = Field(description="`block`: the offer cannot be published so. `warn`: better not.")
    field: str = Field(
        description=", ".join(f"`{name}`" for name in (*TEXTS, "starts_on", "expires_on"))
        + ", `event_starts_at`, or a question by its number from 0: `questions/0`."
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


class WordingOut(Outgoing):
    """All there is to change, field by field, in the order of each text."""

    findings: list[WordingFindingOut]


class OccupationQuery(Incoming):
    """An employer's words for a job."""

    q: str = Field(max_length=OFFER_TITLE_MAX_CHARS, description="Words in any order; the last letters may be missing.")


class OccupationOut(Outgoing):
    """An occupation of ROME 4."""

    code: str = Field(description="Such as D1102.")
    label: str
    domain: str = Field(description="Such as D11.")
    domain_label: str

    @classmethod
    def of(cls, occupation: Occupation) -> "OccupationOut":
        return cls(
            code=occupation.code,
            label=occupation.label,
            domain=occupation.domain,
            domain_label=occupation.domain_label,
        )


class OccupationsOut(Outgoing):
    """Those that fit, best first."""

    occupations: list[OccupationOut]


class AddressQuery(Incoming):
    """An address as far as it is typed."""

    q: str = Field(max_length=OFFER_DETAIL_MAX_CHARS)


class AddressOut(Outgoing):
    """An address of the Base Adresse Nationale."""

    label: str = Field(description="As one writes it: 12 Rue de la Paix 62800 Liévin.")
    lat: float = Field(description="Latitude, degrees north (WGS 84).")
    lon: float = Field(description="Longitude, degrees east (WGS 84).")
    commune_insee: str
    commune_name: str

    @classmethod
    def of(cls, found: FoundAddress) -> "AddressOut":
        return cls(
            label=found.label,
            lat=found.position.lat,
            lon=found.position.lon,
            commune_insee=found.commune_insee,
            commune_name=found.commune_name,
        )


class AddressesOut(Outgoing):
    """Those that fit, best first and near the territory first."""

    is_available: bool = Field(description="False while the address service does not answer: set a pin instead.")
    addresses: list[AddressOut]
