"""The rules on the wording of offers as data: a file for each group of grounds, a rule for each thing not to write.

Severity follows the law. What it forbids outright blocks: every ground of discrimination (L.1132-1, through L.5321-2:
"no offer may refer to …"), money (L.5321-3, L.5331-1), undeclared work (L.8221-1), an offer of work in another language
than French (L.5331-4). What may have a good reason, or only hints at something, warns.
"""

from game_rules.wording.rules import age, body, means, money, origin, private_life, sex
from game_rules.wording.rules.rule import WordingRule

FOR_EQUALITY = (
    "sans distinction|discrimination",
    "quel(le)(s) que soit|soient",
    "independamment de|du|des|d|votre|ton|son|leur",
    "lutt* .. discrimination(s)",
    "a competences egales",
    "egalite des chances",
    "respect* .. diversite",
)
"""Whoever says so names grounds to say that they do not matter: nothing in that sentence is held against them."""

RULES: tuple[WordingRule, ...] = (
    *age.RULES,
    *sex.RULES,
    *origin.RULES,
    *body.RULES,
    *private_life.RULES,
    *means.RULES,
    *money.RULES,
)
"""Every rule that looks for phrases."""
