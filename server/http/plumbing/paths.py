"""Ids in the paths of addresses, each read in one way."""

from uuid import UUID

from pydantic import BaseModel, Field


class OfferPath(BaseModel):
    """An offer: found by the player, or of an organisation that the account is a member of."""

    offer_id: UUID = Field(description="As lists of offers tell it.")


class ApplicationPath(BaseModel):
    """An application of the player's, or for an offer of the account's organisations."""

    application_id: UUID = Field(description="As lists of applications tell it.")


class OrganisationPath(BaseModel):
    """An organisation that the account is a member of."""

    organisation_id: UUID = Field(description="As GET /api/employer tells it.")


class ConversationPath(BaseModel):
    """A conversation of the player."""

    conversation_id: UUID
