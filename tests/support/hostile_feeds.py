"""Feeds with an offer for each of some words: it has them wherever a text may stand."""

import json
from collections.abc import Sequence
from typing import Any


def search(words: Sequence[str], day: str, **fields: Any) -> bytes:
    """A saved search of France Travail."""
    offers = [
        {
            "id": f"{number} {one}"[:200],
            "intitule": one,
            "description": one,
            "dateCreation": f"{day}T08:00:00Z",
            "entreprise": {"nom": one, "description": one},
            "lieuTravail": {"libelle": one, "codePostal": one, "commune": one, "latitude": "50,4", "longitude": 2.8},
            "salaire": {"libelle": one, "commentaire": one},
            "dureeTravailLibelle": one,
            "typeContratLibelle": one,
            "romeCode": one,
            "contact": {"urlPostulation": one},
            "origineOffre": {"urlOrigine": one},
            one: one,
            **fields,
        }
        for number, one in enumerate(words)
    ]
    return json.dumps(offers).encode()


def missions(words: Sequence[str], day: str, **fields: Any) -> bytes:
    """An answer of the API Engagement."""
    offers = [
        {
            "id": f"{number} {one}"[:200],
            "type": "volontariat_service_civique",
            "title": one,
            "description": one,
            "postedAt": f"{day}T08:00:00Z",
            "organizationName": one,
            "publisherName": one,
            "applicationUrl": one,
            "schedule": one,
            "domain": one,
            "compensationUnit": one,
            "addresses": [
                {"city": one, "postalCode": one, "departmentCode": one, "location": {"lat": 50.4, "lon": 2.8}}
            ],
            one: one,
            **fields,
        }
        for number, one in enumerate(words)
    ]
    return json.dumps({"data": offers}).encode()


def postings(words: Sequence[str], day: str, **fields: Any) -> bytes:
    """JobPostings as JSON-LD."""
    offers = [
        {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "identifier": f"{number} {one}"[:200],
            "url": one,
            "title": one,
            "description": one,
            "datePosted": day,
            "hiringOrganization": {"@type": "Organization", "name": one},
            "employmentType": ["FULL_TIME", one],
            "workHours": one,
            "baseSalary": {"@type": "MonetaryAmount", "currency": one, "value": {"value": 12, "unitText": one}},
            "jobLocation": {"@type": "Place", "address": {"addressLocality": one, "postalCode": one}},
            "potentialAction": {"@type": "ApplyAction", "target": one},
            "jokajobs:kind": "job",
            "jokajobs:duration": one,
            one: one,
            **fields,
        }
        for number, one in enumerate(words)
    ]
    return json.dumps({"@graph": offers}).encode()
