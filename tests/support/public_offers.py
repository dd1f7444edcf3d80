"""A check of what comes back when an offer's public page is imported again."""

from datetime import timedelta

from game_rules.feeds import FeedOffer
from game_rules.offers.limits import FEED_OFFER_DAYS
from game_rules.offers.offer import Offer
from server.adapters.feeds.outside_text import one_line, plain_text
from tests.support.scenes.campaigns import PARIS


def check_same(back: FeedOffer, one: Offer, base_url: str) -> None:
    """All that a feed's offer can hold is as it was, read as every text from outside is."""
    assert one.published_at is not None
    published_on = one.published_at.astimezone(PARIS).date()
    assert back.kind is one.kind
    assert (back.title, back.organisation) == (one_line(one.title), one_line(one.organisation.name))
    assert back.description == (plain_text(one.description) if one.description else None)
    for name in ("salary", "working_hours", "duration"):
        words = getattr(one, name)
        assert getattr(back, name) == (one_line(words) if words else None)
    assert back.openings == one.openings
    assert back.rome_code == one.rome_code
    assert back.starts_on == one.starts_on
    assert back.expires_on == (one.expires_on or published_on + timedelta(days=FEED_OFFER_DAYS))
    assert back.without_driving_licence == one.without_driving_licence
    assert back.where.commune_insee == one.commune_insee
    assert back.where.position == (one.position if one.door_is_public else None)
    assert back.apply_url == (one.apply_url or f"{base_url}/offres/{one.id}")
    assert back.provenance.source_id == f"{base_url}/offres/{one.id}"
    assert back.provenance.updated_at == one.changed_at
