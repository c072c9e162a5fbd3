"""A session of a joint commission with everything that minutes show, worded in four languages but for some gaps."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from servanda.domain.acts import REGISTRY
from servanda.domain.entry import Circle, Entry
from servanda.journal.services import Draft, Recorder
from servanda.register.services import record

M, S8, C1 = "mechanism/m", "session/s8", "commitment/c1"
ON = date(2025, 10, 20)
RECORDER = Recorder("amina", "MA", "Secretariat")
#: Planted where only our own side may read; must never stand in minutes.
CANARY = "KANARI-INTERN"
_DECISIONS = yaml.safe_load(
    (Path(__file__).parents[1] / "concordance" / "decisions.yaml").read_text(encoding="utf-8")
)


def write(
    subject: str, name: str, on: date | None = None, circle: Circle = Circle.JOINT, **body: Any
) -> Entry:
    return record([Draft(subject, REGISTRY[name].model_validate(body), on=on, circle=circle)], RECORDER)[0]


def texts(n: int, *languages: str) -> dict[str, str]:
    """The n-th of the parallel decisions in these languages."""
    return {c: _DECISIONS[n][c] for c in languages or ("ar", "ru", "fr", "en")}


@pytest.fixture
def commission(db: Any) -> str:
    names = {
        "en": "Joint Moroccan-Russian Commission for Economic Cooperation",
        "fr": "Commission mixte maroco-russe de coopération économique",
        "ru": "Смешанная марокканско-российская комиссия по экономическому сотрудничеству",
        "ar": "اللجنة المشتركة المغربية الروسية للتعاون الاقتصادي",
    }
    write(M, "mechanism", date(2000, 1, 10), names=names, parties=["MA", "RU"], every_months=24)
    write(
        S8, "session", date(2025, 10, 14), mechanism=M, ordinal=8, begins=date(2025, 10, 14), ends=date(2025, 10, 16),
        place="Rabat", places={"en": "Rabat", "fr": "Rabat", "ru": "Рабат", "ar": "الرباط"}, host="MA",
        parties=["MA", "RU"], languages=["ar", "ru"], prevailing="ru",
    )  # fmt: skip
    people = {
        "MA": [
            ({"en": "Nasser Bourita", "fr": "Nasser Bourita", "ru": "Нассер Бурита", "ar": "ناصر بوريطة"},
             {"en": "Minister of Foreign Affairs", "fr": "ministre des Affaires étrangères", "ru": "министр иностранных дел", "ar": "وزير الشؤون الخارجية"}),
            ({"en": "Amina Alaoui", "fr": "Amina Alaoui", "ar": "أمينة العلوي"}, {"fr": "directrice", "ar": "مديرة"}),
        ],
        "RU": [
            ({"en": "Sergey Lavrov", "fr": "Sergueï Lavrov", "ru": "Сергей Викторович Лавров", "ar": "سيرغي لافروف"},
             {"en": "Minister of Foreign Affairs", "fr": "ministre des Affaires étrangères", "ru": "министр иностранных дел", "ar": "وزير الخارجية"}),
        ],
    }  # fmt: skip
    for party, listed in people.items():
        given = [{"names": n, "capacity": c} for n, c in listed]
        write(S8, "delegation", date(2025, 10, 14), party=party, head=given[0], members=given[1:])
    write(
        C1, "commitment", date(2022, 5, 5), texts={"en": "Open a direct maritime line", "ru": "Открыть прямую морскую линию", "ar": "فتح خط بحري مباشر"},
        parties=["MA", "RU"], mechanism=M,
    )  # fmt: skip
    write(C1, "report", date(2025, 9, 1), progress="done")
    write(C1, "report", date(2025, 9, 2), Circle.INTERNAL, progress="blocked", remark={"ar": CANARY})
    items = [
        {"key": "adoption", "kind": "adoption", "titles": {"en": "Adoption of the agenda", "fr": "Adoption de l’ordre du jour", "ru": "Утверждение повестки дня", "ar": "اعتماد جدول الأعمال"}},
        {"key": "review", "kind": "review", "about": [C1], "titles": {"en": "Review of earlier decisions", "fr": "Examen des décisions antérieures", "ru": "Рассмотрение ранее принятых решений", "ar": "استعراض القرارات السابقة"}},
        {"key": "trade", "titles": {"en": "Trade and investment", "ru": "Торговля и инвестиции", "ar": "التجارة والاستثمار"}},
    ]  # fmt: skip
    write(S8, "agenda", date(2025, 10, 14), items=items)
    write(S8, "decision", date(2025, 10, 15), key="d1", item="review", number=1, texts=texts(0))
    write(S8, "decision", date(2025, 10, 15), key="d2", item="trade", number=2, texts=texts(1))
    write(S8, "decision", date(2025, 10, 15), key="d3", item="trade", number=3, texts=texts(7, "ru"))
    write(
        S8,
        "decision",
        date(2025, 10, 16),
        Circle.INTERNAL,
        key="d9",
        item="trade",
        number=9,
        texts={"ru": CANARY, "ar": CANARY},
    )
    return S8
