"""Words of mails about signing in, in the reader's language. They name nobody.

Players and employers get the same mail: in French it says neither *tu* nor *vous*.
"""

from game_rules.people.limits import SIGN_IN_CODE_MINUTES
from game_rules.people.players import Language


def sign_in_code_text(language: Language, code: str) -> tuple[str, str]:
    """Subject and text of the mail with a sign-in code."""
    if language is Language.ENGLISH:
        return (
            f"{code} is your Jokajobs code",
            f"Your code for Jokajobs: {code}\n\n"
            f"It works once, for {SIGN_IN_CODE_MINUTES} minutes. Nobody from Jokajobs will ever ask you for it.\n\n"
            "You did not ask for a code? Then there is nothing to do: without it nobody gets in.\n",
        )
    return (
        f"{code} : code Jokajobs",
        f"Le code pour entrer dans Jokajobs : {code}\n\n"
        f"Il marche une fois, pendant {SIGN_IN_CODE_MINUTES} minutes. "
        "Personne de Jokajobs ne le demandera jamais.\n\n"
        "Ce code n’a pas été demandé ? Alors il n’y a rien à faire : sans lui, personne n’entre.\n",
    )
