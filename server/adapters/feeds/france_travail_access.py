"""Access to France Travail's API, as the settings read it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FranceTravailAccess:
    """The client that asks, and the addresses that it asks. The secret is in no text of this."""

    client_id: str
    client_secret: str = field(repr=False)
    token_url: str = "https://entreprise.francetravail.fr/connexion/oauth2/access_token?realm=%2Fpartenaire"  # noqa: S105 - an address
    api_url: str = "https://api.francetravail.io/partenaire/offresdemploi"
