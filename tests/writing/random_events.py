"""Random events of the record, for the test that reading gives back what was written."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from servanda.writing import Body, Event, Instrument, Next, Person

PAIRS = (
    ("MA", "RU"), ("NL", "PH"), ("US", "KM"), ("SA", "KZ"), ("CI", "BR"), ("CD", "KR"), ("FR", "SN"), ("EG", "TR"),
    ("DZ", "CN"), ("GB", "IN"), ("AT", "VN"), ("AE", "UZ"), ("IR", "AM"), ("QA", "PK"), ("ES", "MX"), ("IT", "TN"),
    ("JO", "AZ"), ("KW", "ID"), ("PL", "NG"), ("BY", "CU"), ("TR", "RU"), ("CN", "RU"), ("FR", "MA"), ("EG", "SA"),
)  # fmt: skip

#: Names whose forms the four languages know; the record gives each in all of them.
MEN = (
    {"en": "Nasser Karimi", "fr": "Nasser Karimi", "ru": "Насер Карими", "ar": "ناصر كريمي"},
    {"en": "Sergey Volkov", "fr": "Sergueï Volkov", "ru": "Сергей Волков", "ar": "سيرغي فولكوف"},
    {"en": "Ahmed Mansour", "fr": "Ahmed Mansour", "ru": "Ахмед Мансур", "ar": "أحمد منصور"},
    {"en": "Paul Martin", "fr": "Paul Martin", "ru": "Поль Мартен", "ar": "بول مارتان"},
    {"en": "John Carter", "fr": "John Carter", "ru": "Джон Картер", "ar": "جون كارتر"},
    {"en": "Ivan Petrov", "fr": "Ivan Petrov", "ru": "Иван Петров", "ar": "إيفان بيتروف"},
    {"en": "Maria Santos", "fr": "Maria Santos", "ru": "Мария Сантос", "ar": "ماريا سانتوس"},
)
POSTS = (
    {
        "en": "Minister of Foreign Affairs",
        "fr": "Ministre des Affaires étrangères",
        "ru": "Министр иностранных дел",
        "ar": "وزير الخارجية",
    },
    {
        "en": "Deputy Minister of Foreign Affairs",
        "fr": "Vice-ministre des Affaires étrangères",
        "ru": "Заместитель Министра иностранных дел",
        "ar": "نائب وزير الخارجية",
    },
)
TYPES = ("treaty", "agreement", "protocol", "memorandum", "programme", "action_plan")
SECTORS = ("energy", "agriculture", "trade", "transport", "tourism", "education", "culture", "health", "customs",
           "fisheries", "science", "investment", "mining", "sport")  # fmt: skip
TOPICS = (
    {"en": "The Sahel", "fr": "Le Sahel", "ru": "Сахель", "ar": "منطقة الساحل"},
    {"en": "Climate change", "fr": "Changement climatique", "ru": "Изменение климата", "ar": "تغير المناخ"},
    {"en": "Terrorism", "fr": "Terrorisme", "ru": "Терроризм", "ar": "الإرهاب"},
    {"en": "Middle East", "fr": "Proche-Orient", "ru": "Ближний Восток", "ar": "الشرق الأوسط"},
)
BODIES = ("joint_commission", "working_group")
KINDS = ("session", "visit", "talks", "call", "meeting")


def event(dice: random.Random, kind: str | None = None) -> Event:
    """An event of any kind between any of the pairs, with as much known of it as the dice say."""
    kind = kind or dice.choice(KINDS)
    a, b = dice.choice(PAIRS)
    if dice.random() < 0.5:
        a, b = b, a
    begins = date(2024 + dice.randrange(3), dice.randrange(1, 13), dice.randrange(1, 29))
    ends = (
        begins + timedelta(days=dice.randrange(1, 3))
        if dice.random() < 0.3 and kind in ("session", "visit")
        else None
    )
    men = dice.sample(MEN, 2)
    post = dice.choice(POSTS)
    persons = (
        tuple(Person(n, post, c) for n, c in zip(men, (a, b), strict=True)) if dice.random() < 0.8 else ()
    )
    fields = dice.sample(SECTORS, 6)
    on = begins if ends is None else ends
    instruments = []
    types = dice.sample(TYPES, 4)
    for stage in ("signed", "signed", "expected", "negotiated"):
        if dice.random() < 0.6:
            sectors = (fields.pop(),)
            signed = on if stage == "signed" else None
            instruments.append(
                Instrument(types.pop(), stage=stage, sectors=sectors, on=signed, parties=(a, b))
            )
    body = None
    ordinal = None
    following = None
    if kind == "session":
        ordinal = dice.randrange(1, 24)
        body = Body(dice.choice(BODIES), parties=(a, b))
        if dice.random() < 0.6:
            following = Next(ordinal + 1, begins + timedelta(days=dice.randrange(200, 500)), {}, "")
    return Event(
        subject=f"{kind}/{dice.randrange(10**9)}",
        kind=kind,
        parties=(a, b),
        begins=begins,
        ends=ends,
        place={"en": "Geneva", "fr": "Genève", "ru": "Женева", "ar": "جنيف"} if dice.random() < 0.3 else {},
        persons=persons,
        body=body,
        ordinal=ordinal,
        sectors=tuple(sorted(fields[:2])) if dice.random() < 0.7 else (),
        topics=tuple(dice.sample(TOPICS, 2)) if dice.random() < 0.5 else (),
        instruments=tuple(instruments),
        next=following,
    )


def without_unsaid(of: Event) -> Event:
    """The event without what a text on it does not say (a session's end on the day it began)."""
    return replace(of, ends=None if of.ends == of.begins else of.ends)
