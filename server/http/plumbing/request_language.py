"""Which of our languages a browser reads."""

from flask import request

from game_rules.people.players import Language


def language_of_request() -> Language:
    """Returns the browser's language; French where it has none of ours."""
    best = request.accept_languages.best_match([language.value for language in Language])
    return Language(best) if best else Language.FRENCH
