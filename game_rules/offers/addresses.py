"""Addresses as an address service gives them."""

from dataclasses import dataclass

from game_rules.geo import LatLon


@dataclass(frozen=True, slots=True)
class FoundAddress:
    """`label` is the address as one writes it, in one line; `commune_insee` is the INSEE code of its commune."""

    label: str
    position: LatLon
    commune_insee: str
    commune_name: str
