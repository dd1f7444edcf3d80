"""Parts that all payloads share."""

from copy import deepcopy
from datetime import time
from functools import cache
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from game_rules.geo import LatLon


def _a_clock_time(text: str) -> str:
    time.fromisoformat(text)
    return text


ClockTime = Annotated[str, Field(pattern=r"^[0-2][0-9]:[0-5][0-9]$"), AfterValidator(_a_clock_time)]
"""Local time, HH:MM."""


class Incoming(BaseModel):
    """A payload from a client: unknown keys are refused, so that a misspelt one is not lost in silence."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Outgoing(BaseModel):
    """A payload for a client."""

    model_config = ConfigDict(frozen=True, json_schema_serialization_defaults_required=True)

    @classmethod
    def model_json_schema(cls, **options: Any) -> dict[str, Any]:  # type: ignore[override]
        """Made once for each model and copied: the API's document asks for a problem's at every endpoint."""
        return deepcopy(_json_schema(cls, **options))


class PositionIn(Incoming):
    """A position in WGS 84 degrees."""

    lat: float = Field(ge=-90, le=90, allow_inf_nan=False, description="Latitude, degrees north (WGS 84).")
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False, description="Longitude, degrees east (WGS 84).")

    def to_latlon(self) -> LatLon:
        return LatLon(self.lat, self.lon)


class PositionOut(Outgoing):
    """A position in WGS 84 degrees."""

    lat: float = Field(description="Latitude, degrees north (WGS 84).")
    lon: float = Field(description="Longitude, degrees east (WGS 84).")

    @classmethod
    def of(cls, position: LatLon) -> "PositionOut":
        return cls(lat=position.lat, lon=position.lon)


@cache
def _json_schema(model: type[Outgoing], **options: Any) -> dict[str, Any]:
    return super(Outgoing, model).model_json_schema(**options)
