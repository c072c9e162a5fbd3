"""Random facts of the record, for the test that reading gives back what was written."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from servanda.domain.parties import capitals as cities
from servanda.domain.parties.party import Kind, parties
from servanda.writing import LANGUAGES, Body, Event, Instrument, Next
from tests.writing.random_names import persons

#: Pairs that are hard in some language: names with an article, of several words, shared with another state.
PAIRS = (
    ("MA", "RU"), ("NL", "PH"), ("US", "KM"), ("SA", "KZ"), ("CI", "BR"), ("CD", "KR"), ("FR", "SN"), ("EG", "TR"),
    ("DZ", "CN"), ("GB", "IN"), ("AT", "VN"), ("AE", "UZ"), ("IR", "AM"), ("QA", "PK"), ("ES", "MX"), ("IT", "TN"),
    ("JO", "AZ"), ("KW", "ID"), ("PL", "NG"), ("BY", "CU"), ("TR", "RU"), ("CN", "RU"), ("FR", "MA"), ("EG", "SA"),
    ("CG", "CD"), ("KP", "CN"), ("KR", "CG"), ("GN", "GW"), ("GQ", "GN"), ("NE", "NG"), ("SD", "SS"), ("DO", "DM"),
    ("AU", "AT"), ("SK", "SI"), ("IE", "GB"), ("CF", "TD"), ("ZA", "BW"), ("BA", "ME"), ("MK", "GR"), ("TL", "PG"),
    ("LV", "LT"), ("MR", "MU"), ("OM", "YE"), ("GE", "US"), ("JO", "LB"), ("TD", "CM"), ("VA", "CO"), ("SG", "LK"),
)  # fmt: skip
#: Organisations that are a party beside a state.
ORGANISATIONS = ("EU", "LAS", "GCC", "OIC", "AFU", "UN", "EAEU", "ASEAN", "NATO", "SADC")
TYPES = ("treaty", "agreement", "convention", "protocol", "memorandum", "programme", "action_plan", "declaration",
         "exchange_of_notes")  # fmt: skip
SECTORS = ("energy", "agriculture", "trade", "transport", "tourism", "education", "culture", "health", "customs",
           "fisheries", "science", "investment", "mining", "sport", "environment", "justice", "labour", "housing",
           "media", "youth", "water", "digital")  # fmt: skip
TOPICS = (
    {"en": "The Sahel", "fr": "Le Sahel", "ru": "Сахель", "ar": "منطقة الساحل"},
    {"en": "Climate change", "fr": "Changement climatique", "ru": "Изменение климата", "ar": "تغير المناخ"},
    {"en": "Terrorism", "fr": "Terrorisme", "ru": "Терроризм", "ar": "الإرهاب"},
    {"en": "Middle East", "fr": "Proche-Orient", "ru": "Ближний Восток", "ar": "الشرق الأوسط"},
)
BODIES = ("joint_commission", "working_group")
KINDS = ("session", "visit", "talks", "call", "meeting")
#: Towns that are nobody's capital here.
TOWNS = (
    {"en": "Geneva", "fr": "Genève", "ru": "Женева", "ar": "جنيف"},
    {"en": "New York", "fr": "New York", "ru": "Нью-Йорк", "ar": "نيويورك"},
    {"en": "Istanbul", "fr": "Istanbul", "ru": "Стамбул", "ar": "إسطنبول"},
    {"en": "Marrakesh", "fr": "Marrakech", "ru": "Марракеш", "ar": "مراكش"},
    {"en": "Dubai", "fr": "Dubaï", "ru": "Дубай", "ar": "دبي"},
    {"en": "Barcelona", "fr": "Barcelone", "ru": "Барселона", "ar": "برشلونة"},
)
#: How a register says where an instrument stands.
STATUS = (
    {"en": "in force", "fr": "en vigueur", "ru": "действует", "ar": "نافذ"},
    {"en": "signed, not in force", "fr": "signé, non en vigueur", "ru": "подписан, в силу не вступил", "ar": "موقَّع غير نافذ"},
    {"en": "terminated", "fr": "éteint", "ru": "прекращён", "ar": "منتهٍ"},
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """What a note of notification says: of which instrument, from whom to whom, since when."""

    subject: str
    instrument: Instrument
    sender: str
    receiver: str
    completed: date | None
    on: date


@dataclass(frozen=True, slots=True)
class Table:
    """The signed instruments of two parties."""

    subject: str
    parties: tuple[str, str]
    instruments: tuple[Instrument, ...]


@cache
def states() -> tuple[str, ...]:
    """All states of today."""
    # Kosovo and Taiwan are first of all issues to a text that names them.
    found = (
        c
        for c, p in parties().items()
        if p.kind is Kind.STATE and len(c) == 2 and p.until is None and c not in ("TW", "XK")
    )
    return tuple(sorted(found))


@cache
def capitals() -> dict[str, dict[str, str]]:
    """Capitals that have a name in all four languages, by state."""
    named = {language: cities.capitals(language) for language in LANGUAGES}
    codes = set.intersection(*(set(n) for n in named.values())) & set(states())
    return {c: {language: n[c] for language, n in named.items()} for c in sorted(codes)}


def pair(dice: random.Random) -> tuple[str, str]:
    """Two parties: of the hard pairs, of any states, or a state with an organisation."""
    which = dice.random()
    if which < 0.4:
        a, b = dice.choice(PAIRS)
    elif which < 0.85:
        a, b = dice.sample(states(), 2)
    else:
        a, b = dice.choice(states()), dice.choice(ORGANISATIONS)
    return (a, b) if dice.random() < 0.5 else (b, a)


def _day(dice: random.Random) -> date:
    return date(2024 + dice.randrange(3), dice.randrange(1, 13), dice.randrange(1, 29))


def _place(dice: random.Random, sides: tuple[str, str]) -> dict[str, str]:
    """A town, or the capital of one of the sides (recorded in one language alone, as registers have it), or none."""
    which = dice.random()
    if which < 0.3:
        return dict(dice.choice(TOWNS))
    home = [capitals()[c] for c in sides if c in capitals()]
    return {"": dice.choice(home)["en"]} if home and which < 0.7 else {}


def _instruments(
    dice: random.Random, sides: tuple[str, str], on: date, fields: list[str]
) -> tuple[Instrument, ...]:
    types = dice.sample(TYPES, 4)
    return tuple(
        Instrument(
            types.pop(), stage=stage, sectors=(fields.pop(),), on=on if stage == "signed" else None, parties=sides
        )
        for stage in ("signed", "signed", "expected", "negotiated")
        if dice.random() < 0.6
    )  # fmt: skip


def event(dice: random.Random, kind: str | None = None) -> Event:
    """An event of any kind between any two parties, with as much known of it as the dice say."""
    kind = kind or dice.choice(KINDS)
    sides = pair(dice)
    begins = _day(dice)
    several = dice.random() < 0.3 and kind in ("session", "visit")
    ends = begins + timedelta(days=dice.randrange(1, 3)) if several else None
    fields = dice.sample(SECTORS, 6)
    ordinal = dice.randrange(1, 41) if kind == "session" else None
    following = None
    if ordinal and dice.random() < 0.6:
        later = begins + timedelta(days=dice.randrange(200, 500))
        following = Next(ordinal + 1, later, _place(dice, sides), "")
    return Event(
        subject=f"{kind}/{dice.randrange(10**9)}",
        kind=kind,
        parties=sides,
        begins=begins,
        ends=ends,
        place={} if kind in ("visit", "call") else _place(dice, sides),
        persons=persons(dice, sides) if dice.random() < 0.8 else (),
        body=Body(dice.choice(BODIES), parties=sides) if ordinal else None,
        ordinal=ordinal,
        sectors=tuple(sorted(fields[:2])) if dice.random() < 0.7 else (),
        topics=tuple(dice.sample(TOPICS, 2)) if dice.random() < 0.5 else (),
        instruments=_instruments(dice, sides, ends or begins, fields),
        next=following,
    )


def planned(dice: random.Random) -> Event:
    """A session or a visit to which one side invites the other."""
    sides = pair(dice)
    ordinal = dice.randrange(1, 41) if dice.random() < 0.7 else None
    return Event(
        subject=f"session/{dice.randrange(10**9)}",
        kind="session" if ordinal else "visit",
        parties=sides,
        begins=_day(dice),
        place=_place(dice, sides) if ordinal else {},
        body=Body(dice.choice(BODIES), parties=sides) if ordinal else None,
        ordinal=ordinal,
        agenda=({"en": "Trade", "fr": "Commerce", "ru": "Торговля", "ar": "التجارة"},) if dice.random() < 0.3 else (),
    )  # fmt: skip


def note(dice: random.Random) -> Note:
    """A notification by one party that its procedures for an instrument are completed."""
    sides = pair(dice)
    signed = _day(dice)
    completed = signed + timedelta(days=dice.randrange(60, 400)) if dice.random() < 0.8 else None
    sent = (completed or signed + timedelta(days=90)) + timedelta(days=dice.randrange(0, 30))
    of = Instrument(
        dice.choice(TYPES),
        sectors=(dice.choice(SECTORS),),
        on=signed if dice.random() < 0.8 else None,
        place=_place(dice, sides),
        parties=sides,
    )
    return Note(f"instrument/{dice.randrange(10**9)}", of, *sides, completed, sent)


def table(dice: random.Random) -> Table:
    """Instruments of two parties, signed on different days."""
    sides = pair(dice)
    types, fields = dice.sample(TYPES, 5), dice.sample(SECTORS, 5)
    with_status = dice.random() < 0.6
    found = tuple(
        Instrument(
            types.pop(),
            on=date(dice.randrange(1962, 2025), dice.randrange(1, 13), dice.randrange(1, 29)),
            sectors=(fields.pop(),),
            place=_place(dice, sides),
            parties=sides,
            status=dice.choice(STATUS) if with_status else {},
        )
        for _ in range(dice.randrange(1, 6))
    )
    return Table(f"relationship/{'/'.join(sides)}", sides, found)
