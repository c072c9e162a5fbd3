"""JSON-LD of a page in the words of schema.org: Legislation, Event, GovernmentOrganization, Article, Dataset."""

from __future__ import annotations

import json
from typing import Any

from servanda.domain.parties import name_of
from servanda.publishing.public import Public
from servanda.register import details
from servanda.register.models import Record

# schema.org/LegalForceStatus. What is applied provisionally or in suspense is in force in part.
FORCE = {
    "in_force": "InForce",
    "provisional": "PartiallyInForce",
    "suspended": "PartiallyInForce",
}
# schema.org/ActionStatusType. What was given up or restated elsewhere has no word there.
ACTION = {
    "unreported": "PotentialActionStatus",
    "not_started": "PotentialActionStatus",
    "on_track": "ActiveActionStatus",
    "delayed": "ActiveActionStatus",
    "blocked": "ActiveActionStatus",
    "one_sided": "ActiveActionStatus",
    "differs": "ActiveActionStatus",
    "done": "CompletedActionStatus",
}
EVENT = {"planned": "EventScheduled", "cancelled": "EventCancelled", "postponed": "EventPostponed"}


def of(record: Record, public: Public, language: str, address: str) -> dict[str, Any]:
    """The object of one record; `address` is that of its page."""
    name = details.title(record, language)[0]
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@id": address,
        "url": address,
        "name": name,
        "identifier": record.subject,
    }
    parties = [{"@type": "Country", "name": name_of(p, language)} for p in public.parties(record.subject)]
    state = json.loads(record.state)
    titles = [{"@language": code, "@value": text} for code, text in json.loads(record.titles).items()]
    if record.kind == "instrument":
        status = public.status.get(record.subject, ("", None))[0]
        found |= {
            "@type": "Legislation",
            "alternateName": titles,
            "legislationType": record.type,
            "legislationDate": record.on.isoformat() if record.on else None,
            "legislationLegalForce": f"https://schema.org/{FORCE.get(status, 'NotInForce')}"
            if status
            else None,
            "legislationPassedBy": parties,
        }
    elif record.kind == "mechanism":
        found |= {
            "@type": "GovernmentOrganization",
            "alternateName": titles,
            "foundingDate": record.on.isoformat() if record.on else None,
            "member": parties,
        }
    elif record.kind in ("session", "encounter"):
        place = state.get("place")
        body = [r for relation, r in public.ties(record.subject) if relation == "mechanism"]
        found |= {
            "@type": "Event",
            "startDate": record.on.isoformat() if record.on else None,
            "endDate": record.until.isoformat() if record.until else None,
            "location": {"@type": "Place", "name": place} if place else None,
            "eventStatus": f"https://schema.org/{EVENT.get(record.type, 'EventScheduled')}",
            "attendee": parties,
            "organizer": [
                {"@type": "GovernmentOrganization", "name": details.title(r, language)[0]} for r in body
            ],
        }
    elif record.kind == "person":
        found |= {
            "@type": "Person",
            "alternateName": titles,
            "nationality": parties,
            "jobTitle": details.kind_words(record, language) or None,
        }
    elif record.kind == "organisation":
        office = record.type in ("ministry", "agency", "office", "")
        found |= {
            "@type": "GovernmentOrganization" if office else "Organization",
            "alternateName": titles,
            "areaServed": parties,
        }
    elif record.kind == "topic":
        found |= {"@type": "DefinedTerm", "alternateName": titles}
    elif record.kind == "commitment":
        status = public.status.get(record.subject, ("", None))[0]
        found |= {
            "@type": "Action",
            "alternateName": titles,
            "agent": parties,
            "startTime": record.on.isoformat() if record.on else None,
            "endTime": record.until.isoformat() if record.until else None,
            "actionStatus": f"https://schema.org/{ACTION[status]}" if status in ACTION else None,
        }
    else:
        found |= {
            "@type": "Article",
            "headline": name,
            "alternateName": titles,
            "inLanguage": state.get("languages"),
            "datePublished": record.on.isoformat() if record.on else None,
            "version": len(public.versions(record)),
            "contentLocation": parties,
        }
    return {key: value for key, value in found.items() if value not in (None, [], "")}


def script(value: dict[str, Any]) -> str:
    """The object as the content of a script element: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
