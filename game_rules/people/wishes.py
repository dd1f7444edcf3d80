"""A player's wishes: what they look for."""

from dataclasses import dataclass
from typing import Protocol

from game_rules.kinds import OfferKind


class Offered(Protocol):
    """An offer as wishes judge it: its kind, and the ROME domain of its occupation if known."""

    @property
    def kind(self) -> OfferKind: ...

    @property
    def rome_domain(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Wishes:
    """A player's wishes: what they look for. An empty set leaves it open."""

    kinds: frozenset[OfferKind] = frozenset()
    rome_domains: frozenset[str] = frozenset()

    def fit(self, offer: Offered) -> bool:
        """Tells whether hints may lead to `offer`; one without an occupation fits every occupation."""
        if self.kinds and offer.kind not in self.kinds:
            return False
        return not self.rome_domains or offer.rome_domain is None or offer.rome_domain in self.rome_domains
