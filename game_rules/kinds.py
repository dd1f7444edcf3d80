"""Kinds of offers, and ways in which employers like to be met."""

from enum import StrEnum


class OfferKind(StrEnum):
    """Kinds of offers."""

    JOB = "job"
    INTERNSHIP = "internship"
    APPRENTICESHIP = "apprenticeship"
    TRAINING = "training"
    CIVIC_SERVICE = "civic_service"
    IMMERSION = "immersion"
    EVENT = "event"


class WayToMeet(StrEnum):
    """Ways in which an employer likes to be met."""

    DROP_BY = "drop_by"
    TRY_AN_HOUR = "try_an_hour"
    PHONE_FIRST = "phone_first"
    JOB_DATING = "job_dating"
    APPLY_ONLINE = "apply_online"
