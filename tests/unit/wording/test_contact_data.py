"""Contact data in texts: what is found, where, and what is none; who is asked, and to whom nothing goes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game_rules.people.players import AgeBand
from game_rules.refusals import RefusalReason
from game_rules.wording.contact_data import ContactDataFound, ContactKind, check_contact_data, find_contact_data

MINOR, ADULT = AgeBand.FROM_15_TO_17, AgeBand.FROM_18

PHONE_NUMBERS = (
    "06 12 34 56 78",
    "0612345678",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "06/12/34/56/78",
    "06, 12, 34, 56, 78",
    "+33 (0)6 12 34 56 78",
    "+33612345678",
    "0033612345678",
    "33 6 12 34 56 78",
    "+32 475 12 34 56",
    "0 6 1 2 3 4 5 6 7 8",
    "06\n12\n34\n56\n78",
    # in words
    "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
    "Zéro six, douze, trente quatre, cinquante six, soixante dix huit",
    "zero six quatre-vingt-dix-neuf vingt et un quatre-vingts zéro sept",
    "zéro sept soixante et onze quatre vingt onze vingt-deux trente",
    "zéro six nonante huit septante deux quarante quarante et un",
    "zéro six puis douze et trente-quatre puis cinquante-six puis soixante-dix-huit",
    "06 douze 34 cinquante-six 78",
    "zero six one two three four five six seven eight",
    # letters for digits
    "O6 12 34 56 78",
    "o6l2345678",
    "O6 I2 34 S6 78",
    "O six 12 34 56 78",
    # what nobody sees, and other forms of the figures
    "06\u200b12\u200b34\u200b56\u200b78",
    "06\u2060 12\u00ad34 56 78",
    "\uff10\uff16\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18",
    "06\u00a012\u202f34\u200956 78",
)
EMAILS = (
    "camille.d+jeu@exemple.fr",
    "camille@exemple\uff0efr",
    "camille (at) exemple (point) fr",
    "camille arobase exemple point fr",
    "camille62 chez gmail point com",
    "camille62 at gmail dot com",
    "c\u200bamille\uff20exemple.fr",
)
SOCIAL_NETWORKS = (
    "snap: lucas62",
    "Insta = lucas.62",
    "mon insta c'est lucas",
    "tu as mon snap ?",
    "c'est quoi ton insta",
    "ajoute-moi sur snap",
    "écris-moi plutôt sur WhatsApp",
    "on se parle sur telegram",
    "discord lucas_62",
    "@lucas_62",
    "https://wa.me/33612345678",
    "instagram.com/lucas62",
    "add me on snapchat",
)
ADDRESSES = (
    "12 rue de la Paix",
    "12bis avenue Jean Jaurès",
    "3 ter, impasse des Lilas",
    "j'habite rue Mirabeau à Liévin",
    "mon adresse : rue du Moulin",
    "le digicode est 12A",
    "appartement 12",
)
PRIVATE_PLACES = (
    "viens chez moi",
    "Chez Moi à 18 h",
    "chez\u200b moi",
    "on se voit chez toi demain",
    "devant ton immeuble",
    "dans ma voiture",
    "je viens te chercher",
    "je te raccompagne",
    "passe à la maison",
    "at my place",
)
INNOCENT = (
    "rendez-vous à 14 h 30 le 12/06/2026",
    "le 01/06/2026 10 h 30",
    "du 01/06/2026 au 30/06/2026",
    "le 3 et le 10 juin, puis le 17 et le 24",
    "de 8 h à 12 h et de 14 h à 18 h 30",
    "08:00-12:00 13:30-17:30",
    "ça commence à 08 00 et ça finit à 16 00",
    "de 9h00 à 17h30 du lundi au vendredi",
    "le bus 18 passe toutes les 20 minutes de 6 h à 21 h",
    "le salaire est de 1 850 euros",
    "12,50 € de l’heure, 35 heures par semaine",
    "100 000 habitants, 2 500 logements, 0,5 %",
    "SIRET 123 456 789 00012",
    "SIRET 012 345 678 00012",
    "NAF 10.71C, ROME D1106",
    "62300 Lens, 62800 Liévin",
    "061234567",
    "06123456789",
    "permis B, CACES 1, 3 et 5",
    "bac + 2 ou CAP, 10 places",
    "j'ai 17 ans et deux ans d'expérience",
    "un ou deux jours, six heures, dix personnes",
    "je sais compter : un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix",
    "un point important, à voir",
    "je cherche du travail près de chez moi",
    "c'est à dix minutes de chez moi",
    "je voudrais travailler chez vous",
    "venez chez nous, au magasin",
    "je gère la page Facebook et Instagram d'une boutique",
    "je sais faire des vidéos TikTok",
    "le magasin est dans la rue de la gare",
    "je peux signaler un problème",
    "travail en place de marché",
)
SAMPLES = [
    *((text, ContactKind.PHONE_NUMBER) for text in PHONE_NUMBERS),
    *((text, ContactKind.EMAIL) for text in EMAILS),
    *((text, ContactKind.SOCIAL_NETWORK) for text in SOCIAL_NETWORKS),
    *((text, ContactKind.ADDRESS) for text in ADDRESSES),
    *((text, ContactKind.PRIVATE_PLACE) for text in PRIVATE_PLACES),
]


@pytest.mark.parametrize(("text", "kind"), SAMPLES)
def test_it_is_found_alone_and_in_a_sentence(text: str, kind: ContactKind) -> None:
    for said in (text, f"Bonjour, {text} : à bientôt", f"Voilà {text}"):
        assert kind in {found.kind for found in find_contact_data(said)}, said


@pytest.mark.parametrize("text", INNOCENT)
def test_it_is_no_contact_data(text: str) -> None:
    assert find_contact_data(text) == ()


def test_what_was_found_says_where_in_the_text_as_it_was_typed() -> None:
    text = "mon numéro : 0\u200b6 12 34 56 78."
    (found,) = find_contact_data(text)
    assert text[found.start : found.end] == "0\u200b6 12 34 56 78"


def test_two_are_told_in_their_order_and_none_twice() -> None:
    text = "a@exemple.fr ou 06 12 34 56 78, snap: lucas62"
    kinds = [found.kind for found in find_contact_data(text)]
    assert kinds == [ContactKind.EMAIL, ContactKind.PHONE_NUMBER, ContactKind.SOCIAL_NETWORK]


def test_two_numbers_in_a_row_are_two() -> None:
    assert len(find_contact_data("06 12 34 56 78 07 12 34 56 78")) == 2


@given(st.text(max_size=300))
def test_any_text_can_be_looked_through(text: str) -> None:
    before = 0
    for found in find_contact_data(text):
        assert before <= found.start < found.end <= len(text)
        before = found.end


@given(st.lists(st.integers(0, 9), min_size=8, max_size=8), st.sampled_from(["", " ", ".", "-", " / ", "\u200b"]))
def test_every_mobile_number_is_found_however_it_is_grouped(rest: list[int], between: str) -> None:
    figures = "06" + "".join(map(str, rest))
    pairs = between.join(figures[at : at + 2] for at in range(0, 10, 2))
    (found,) = find_contact_data(f"Tel {pairs}")
    assert (found.kind, found.start, found.end) == (ContactKind.PHONE_NUMBER, 4, 4 + len(pairs))


def test_a_minor_is_asked_first_and_adults_among_themselves_are_not() -> None:
    number = {"/text": "06 12 34 56 78"}
    with pytest.raises(ContactDataFound) as refused:
        check_contact_data(number, MINOR, ADULT, confirmed=False)
    assert refused.value.reason is RefusalReason.CONTACT_DATA_FOUND
    assert [len(found) for found in refused.value.found.values()] == [1]
    check_contact_data(number, MINOR, ADULT, confirmed=True)
    check_contact_data(number, ADULT, ADULT, confirmed=False)
    check_contact_data({"/text": "à quelle heure ?"}, MINOR, ADULT, confirmed=False)


@pytest.mark.parametrize("confirmed", [False, True])
def test_to_a_minor_it_does_not_go_out_whatever_an_adult_says(*, confirmed: bool) -> None:
    with pytest.raises(ContactDataFound) as refused:
        check_contact_data({"/text": "viens chez moi"}, ADULT, MINOR, confirmed=confirmed)
    assert refused.value.reason is RefusalReason.CONTACT_DATA_FOR_MINOR
    check_contact_data({"/text": "à quelle heure ?"}, ADULT, MINOR, confirmed=confirmed)


def test_each_text_is_told_by_its_field() -> None:
    texts = {"/can_do": "Vendre", "/available": "06 12 34 56 78", "/answers/0": "chez moi"}
    with pytest.raises(ContactDataFound) as refused:
        check_contact_data(texts, MINOR, ADULT, confirmed=False)
    assert list(refused.value.found) == ["/available", "/answers/0"]
