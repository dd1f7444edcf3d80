"""The form of the page behind a mail's link: when and where to meet, which number to call, or why not."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from uuid import UUID

from game_rules.applications.application import ApplicationState, RefusalGround
from game_rules.applications.interview import InterviewPlace, NewInterview
from game_rules.offers.phone_numbers import clean_phone
from game_rules.people.players import Language
from game_rules.refusals import RefusalReason
from server.http.public.mailed_links import Form, FormField
from server.services.applications.answer_by_mail import TappedAnswer
from server.services.applications.answer_links import TapAnswer
from server.texts.applications import label_of

_LABELS: Mapping[Language, Mapping[str, str]] = {
    Language.FRENCH: {
        "on": "Jour",
        "at": "Heure",
        "place": "Lieu",
        "address": "Adresse, si c’est ailleurs",
        "phone": "Numéro à appeler",
        "reason": "Pourquoi ?",
        "elsewhere": "Ailleurs",
    },
    Language.ENGLISH: {
        "on": "Day",
        "at": "Time",
        "place": "Place",
        "address": "Address, if it is elsewhere",
        "phone": "Number to call",
        "reason": "Why?",
        "elsewhere": "Elsewhere",
    },
}
_PROBLEMS: Mapping[Language, Mapping[RefusalReason, str]] = {
    Language.FRENCH: {
        RefusalReason.SLOT_INVALID: "Choisissez un jour, une heure et un lieu ; pour un appel, un numéro complet ; "
        "pour un non, la raison.",
        RefusalReason.SLOT_TOO_SOON: "C’est trop tôt : laissez à la personne le temps de lire et de venir.",
        RefusalReason.SLOT_TOO_FAR: "C’est trop loin : choisissez un jour des deux mois qui viennent.",
        RefusalReason.PLACE_CLOSED: "Ce lieu est fermé à cette heure-là, ou ferme trop tôt.",
        RefusalReason.NIGHT_FOR_MINORS: "La personne a moins de 18 ans : choisissez une heure entre 8 h et 20 h.",
        RefusalReason.PRIVATE_PLACE: "Choisissez un lieu de la liste.",
        RefusalReason.PLACE_NOT_STAFFED: "Choisissez un lieu de la liste.",
        RefusalReason.INVALID_TEXT: "Écrivez l’adresse, en une ligne.",
    },
    Language.ENGLISH: {
        RefusalReason.SLOT_INVALID: "Choose a day, a time and a place; for a call, a whole number; for a no, the "
        "reason.",
        RefusalReason.SLOT_TOO_SOON: "This is too soon: leave them time to read it and to come.",
        RefusalReason.SLOT_TOO_FAR: "This is too far away: choose a day of the next two months.",
        RefusalReason.PLACE_CLOSED: "The place is closed then, or closes too soon.",
        RefusalReason.NIGHT_FOR_MINORS: "They are under 18: choose a time between 8 am and 8 pm.",
        RefusalReason.PRIVATE_PLACE: "Choose a place of the list.",
        RefusalReason.PLACE_NOT_STAFFED: "Choose a place of the list.",
        RefusalReason.INVALID_TEXT: "Write the address, on one line.",
    },
}
TAKEN_ANEW = frozenset(_PROBLEMS[Language.FRENCH])
"""Refusals after which the form is shown again."""


def problem_of(language: Language, reason: RefusalReason) -> str:
    """Says what of the form could not be taken."""
    return _PROBLEMS[language][reason]


def fields_for(tapped: TappedAnswer, tap: TapAnswer, form: Form) -> tuple[FormField, ...]:
    """The fields that an answer needs, with what was filled in; none for an answer that needs nothing."""
    labels, answer = _LABELS[tapped.language], tap.answer
    if answer is ApplicationState.REFUSED and tap.ground is None:
        grounds = {
            ground.value: label_of(tapped.language, answer, ground)
            for ground in RefusalGround
            if ground is not RefusalGround.OTHER  # it needs words
        }
        return (FormField("reason", labels["reason"], value=form.get("reason", ""), options=grounds),)
    if answer is ApplicationState.PHONE:
        return (FormField("phone", labels["phone"], "tel", form.get("phone", tapped.phone or "")),)
    if answer is not ApplicationState.MEETING_PROPOSED:
        return ()
    places = {InterviewPlace.OFFER.value: tapped.door} if tapped.door else {}
    places |= {str(place.id): place.name for place in tapped.places}
    if not tapped.is_of_minor:
        places[InterviewPlace.ADDRESS.value] = labels["elsewhere"]
    fields = (
        FormField("on", labels["on"], "date", form.get("on", "")),
        FormField("at", labels["at"], "time", form.get("at", "")),
        FormField("place", labels["place"], value=form.get("place", ""), options=places),
    )
    if tapped.is_of_minor:
        return fields
    return (*fields, FormField("address", labels["address"], value=form.get("address", ""), is_needed=False))


def interview_in(form: Form, zone: tzinfo) -> NewInterview:
    """Reads day, time and place. Raises KeyError and ValueError for what is open, and for a time that the clocks skip
    that day."""
    local = datetime.combine(date.fromisoformat(form["on"]), time.fromisoformat(form["at"]))
    starts_at = local.replace(tzinfo=zone).astimezone(UTC)
    if starts_at.astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError("the clocks skip this time")
    place = form["place"]
    if place == InterviewPlace.OFFER:
        return NewInterview(starts_at, InterviewPlace.OFFER)
    if place == InterviewPlace.ADDRESS:
        return NewInterview(starts_at, InterviewPlace.ADDRESS, address=form["address"])
    return NewInterview(starts_at, InterviewPlace.PUBLIC, UUID(place))


def phone_in(form: Form) -> str:
    """Reads the number. Raises KeyError and ValueError for none."""
    return clean_phone(form["phone"])
