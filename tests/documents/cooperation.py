"""A register of two States for the tests: acts recorded through the one service, in four languages.

The computed rows of instruments (intervals, deadlines, findings) are put in beside them, so that a document is
tested on rows that are known, whatever the fold makes of the acts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from servanda.domain.acts.bodies import CoChair, MandateItem, Mechanism, Session, SessionPlanned
from servanda.domain.acts.consent import Notification, Signatory, Signature
from servanda.domain.acts.dialogue import Encounter, Statement, Topic, Undertaking
from servanda.domain.acts.parties import Person, Post
from servanda.domain.acts.register import Description
from servanda.domain.entry import Circle, Entry, Evidence
from servanda.journal.services import Draft, Recorder
from servanda.register import services
from servanda.register.models import Deadline, Finding, Interval, Record, RecordSector

SECRETARIAT = Recorder("amina", "MA", office="Secretariat of the joint commission")
AT = datetime(2025, 10, 20, 9, 0, tzinfo=UTC)
ON = date(2025, 10, 20)
REPORT = "5d" * 32  # digest of the statement's text
DEGREES = "instrument/degrees"
FISHERIES = "instrument/fisheries"
COMMITTEE = "instrument/committee"
AVIATION = "instrument/aviation"
ATOM = "instrument/atom"


@dataclass
class Cooperation:
    """What was recorded: entries by subject, in the order of recording."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)

    def record(self, subject: str, *acts: Any, circle: Circle = Circle.JOINT) -> list[Entry]:
        """Record acts on a subject, each an act or (act, day) or (act, day, evidence)."""
        drafts = []
        for given in acts:
            act, on, evidence = (*given, ())[:3] if isinstance(given, tuple) else (given, None, ())
            drafts.append(Draft(subject, act, on, circle, tuple(evidence), office=SECRETARIAT.office))
        recorded = services.record(drafts, SECRETARIAT, at=AT)
        self.entries.setdefault(subject, []).extend(recorded)
        return recorded

    def course(self, subject: str, *intervals: tuple[Any, ...]) -> None:
        """Give an instrument its type, sectors and timeline: (since, until, status, flags, numbers of its entries)."""
        for record in Record.objects.filter(subject=subject):
            Interval.objects.filter(record=record).delete()
            Deadline.objects.filter(record=record).delete()
            Finding.objects.filter(record=record).delete()
            first = intervals[0]
            act: Any = self.entries[subject][0].act
            Record.objects.filter(pk=record.pk).update(on=first[0], type=act.type)
            RecordSector.objects.filter(record=record).delete()
            for sector in act.sectors:
                RecordSector.objects.create(record=record, sector=sector)
            for position, (since, until, status, flags, causes) in enumerate(intervals):
                Interval.objects.create(
                    record=record,
                    position=position,
                    since=since,
                    until=until,
                    status=status,
                    flags=json.dumps(flags),
                    why=json.dumps(self.causes(subject, causes)),
                )

    def causes(self, subject: str, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """Causes as the computed rows hold them, naming entries of a subject by their order."""
        return [
            {"rule": "test", "text": "", "source": "", "data": {}, "entry": self.entries[subject][n].id}
            for n in numbers
        ]

    def deadline(self, subject: str, what: str, causes: Sequence[int], **columns: Any) -> None:
        """Give an instrument a deadline or duty."""
        for record in Record.objects.filter(subject=subject):
            Deadline.objects.create(
                record=record, what=what, why=json.dumps(self.causes(subject, causes)), **columns
            )

    def finding(self, subject: str, code: str, severity: str, causes: Sequence[int], **data: Any) -> None:
        """Give an instrument a finding."""
        ids = [self.entries[subject][n].id for n in causes]
        for record in Record.objects.filter(subject=subject):
            Finding.objects.create(
                record=record, code=code, severity=severity, entries=json.dumps(ids), data=json.dumps(data)
            )


def described(
    titles: dict[str, str], type: str, *sectors: str, parties: tuple[str, ...] = ("MA", "RU")
) -> Description:
    """A description of an instrument of the two parties."""
    return Description(
        titles=titles, type=type, parties=parties, sectors=sectors, authentic_languages=tuple(titles)
    )


def quoted(quote: str, document: str = REPORT) -> tuple[Evidence, ...]:
    """Evidence: words of a document."""
    return (Evidence(document=document, quote=quote),)


def build() -> Cooperation:
    """The register."""
    made = Cooperation()
    _dialogue(made)
    _instruments(made)
    _courses(made)
    return made


def _dialogue(made: Cooperation) -> None:
    made.record(
        "statement/moscow-2025",
        Statement(
            titles={
                "ar": "روسيا والمغرب توقعان مذكرة تفاهم وتؤسسان لجنة عمل مشتركة",
                "fr": "La Russie et le Maroc signent un mémorandum et créent un comité de travail conjoint",
                "ru": "Россия и Марокко подписали меморандум и учредили совместный рабочий комитет",
                "en": "Russia and Morocco sign a memorandum and set up a joint working committee",
            },
            parties=("MA", "RU"),
            languages=("ar",),
            published=date(2025, 10, 16),
            text=REPORT,
            source="https://diplomatie.example/ar/2025-10-16",
        ),
    )
    made.record(
        "person/bourita",
        Person(names={"ar": "ناصر بوريطة", "fr": "Nasser Bourita", "ru": "Насер Бурита"}, party="MA"),
        (
            Post(
                titles={
                    "ar": "وزير الشؤون الخارجية والتعاون الإفريقي والمغاربة المقيمين بالخارج",
                    "fr": "Ministre des Affaires étrangères, de la Coopération africaine et des Marocains résidant à l’étranger",
                    "ru": "Министр иностранных дел, африканского сотрудничества и по делам марокканцев за рубежом",
                    "en": "Minister of Foreign Affairs, African Cooperation and Moroccan Expatriates",
                },
                party="MA",
            ),
            date(2017, 4, 5),
        ),
    )
    made.record(
        "person/lavrov",
        Person(names={"ru": "Сергей Лавров", "ar": "سيرجي لافروف", "en": "Sergey Lavrov"}, party="RU"),
    )
    made.record(
        "mechanism/commission",
        Mechanism(
            names={
                "ar": "اللجنة المشتركة للتعاون المغربي الروسي",
                "fr": "Commission mixte de coopération maroco-russe",
                "ru": "Смешанная российско-марокканская комиссия",
                "en": "Joint commission on cooperation",
            },
            kind="joint_commission",
            parties=("MA", "RU"),
            every_months=24,
            alternating=True,
        ),
    )
    made.record(
        "mechanism/committee",
        (
            Mechanism(
                names={"ar": "لجنة العمل المشتركة بين وزارتي الخارجية", "fr": "Comité de travail conjoint"},
                kind="working_group",
                parties=("MA", "RU"),
                founded_by=COMMITTEE,
                mandate=(
                    MandateItem(texts={"ar": "تقييم حصيلة التعاون القائم"}),
                    MandateItem(texts={"ar": "صياغة مقترحات عملية لتوسيع مجالات الشراكة"}),
                    MandateItem(texts={"ar": "تحديد محاور جديدة ذات قيمة مضافة عالية"}),
                ),
            ),
            date(2025, 10, 16),
            quoted("إحداث لجنة عمل روسية–مغربية"),
        ),
    )
    made.record(
        "session/7",
        (
            Session(
                ordinal=7,
                mechanism="mechanism/commission",
                parties=("MA", "RU"),
                begins=date(2018, 10, 10),
                ends=date(2018, 10, 11),
                place="Rabat",
                host="MA",
            ),
            date(2018, 10, 10),
        ),
    )
    made.record(
        "session/8",
        (
            SessionPlanned(
                ordinal=8,
                mechanism="mechanism/commission",
                begins=date(2025, 12, 4),
                host="RU",
                co_chairs=(
                    CoChair(party="MA", person="person/bourita"),
                    CoChair(party="RU", name="دميتري باتروشيف"),
                ),
            ),
            date(2025, 10, 16),
            quoted("الدورة الثامنة للجنة المشتركة للتعاون المغربي الروسي"),
        ),
    )
    made.record(
        "topic/sahel",
        Topic(names={"ar": "منطقة الساحل", "fr": "Sahel", "ru": "Сахель"}, parties=("MA", "RU")),
    )
    made.record(
        "encounter/moscow",
        (
            Encounter(
                kind="talks",
                parties=("MA", "RU"),
                persons=(
                    CoChair(party="MA", person="person/bourita"),
                    CoChair(party="RU", person="person/lavrov"),
                ),
                place="موسكو",
                topics=("topic/sahel",),
            ),
            date(2025, 10, 16),
            quoted("التقى نظيره الروسي سيرجي لافروف"),
        ),
    )
    made.record(
        "undertaking/follow-up",
        (
            Undertaking(
                texts={"ar": "متابعة تنفيذ الاتفاقيات الموقعة سابقًا لضمان تحقيق نتائج ملموسة على أرض الواقع"},
                by=("MA", "RU"),
                due=date(2026, 6, 30),
                origin="statement/moscow-2025",
            ),
            date(2025, 10, 16),
            quoted("متابعة تنفيذ الاتفاقيات الموقعة سابقًا"),
        ),
    )


def _instruments(made: Cooperation) -> None:
    made.record(
        DEGREES,
        described(
            {
                "fr": "Accord relatif à la reconnaissance mutuelle et à l’équivalence des diplômes (1960)",
                "ru": "Соглашение о взаимном признании и эквивалентности дипломов (1960)",
            },
            "agreement",
            "education",
        ),
        (
            Signature(place="Moscou", signatories=(Signatory(name="A. Lahrizi", party="MA"),)),
            date(1960, 4, 15),
            (Evidence(document="https://treaties.example/1960/17"),),
        ),
    )
    made.record(
        FISHERIES,
        described(
            {
                "en": "Agreement on cooperation in marine fisheries",
                "ar": "اتفاق التعاون في مجال الصيد البحري",
            },
            "agreement",
            "fisheries",
            "food_security",
        ),
        (Signature(place="Rabat"), date(2020, 9, 15)),
        (Notification(by="MA", received=date(2020, 10, 1)), date(2020, 9, 28)),
        (Notification(by="RU", received=date(2020, 11, 2)), date(2020, 10, 30)),
    )
    made.record(
        AVIATION,
        described(
            {"fr": "Accord relatif aux services aériens: routes, tarifs & sûreté"}, "agreement", "aviation"
        ),
        (Signature(), date(2022, 3, 1)),
        (Notification(by="MA"), date(2022, 9, 9)),
    )
    made.record(
        COMMITTEE,
        described(
            {"ar": "مذكرة تفاهم لإحداث لجنة عمل مشتركة بين وزارتي الخارجية"},
            "memorandum",
            "energy",
            "agriculture",
            "trade",
        ),
        (
            Signature(place="موسكو"),
            date(2025, 10, 16),
            quoted("وقعت روسيا والمغرب، اليوم الخميس، مذكرة تفاهم"),
        ),
    )
    made.record(
        ATOM,
        described(
            {"ru": "Соглашение о сотрудничестве в области мирного использования атома"},
            "agreement",
            "nuclear",
        ),
        (Signature(place="Москва"), date(1999, 5, 4)),
    )


def _courses(made: Cooperation) -> None:
    made.course(DEGREES, (date(1960, 4, 15), None, "in_force", {}, [0, 1]))
    made.course(
        FISHERIES,
        (date(2020, 9, 15), date(2020, 11, 2), "signed", {}, [1]),
        (date(2020, 11, 2), date(2024, 11, 2), "in_force", {}, [2, 3]),
        (date(2024, 11, 2), date(2028, 11, 2), "in_force", {"renewed": 1}, [2, 3]),
        (date(2028, 11, 2), None, "in_force", {"renewed": 2}, [2, 3]),
    )
    awaiting = {"awaiting": [{"whom": "RU", "what": "notification"}]}
    made.course(AVIATION, (date(2022, 3, 1), None, "signed", awaiting, [1, 2]))
    made.course(COMMITTEE, (date(2025, 10, 16), None, "in_force", {}, [1]))
    made.course(
        ATOM,
        (date(1999, 5, 4), date(2024, 5, 4), "in_force", {}, [1]),
        (date(2024, 5, 4), None, "ended", {"ended": "expired"}, [1]),
    )
    made.deadline(
        FISHERIES,
        "notice_of_non_renewal",
        [2, 3],
        opens=date(2024, 11, 2),
        last_day=date(2027, 5, 1),
        safe_day=date(2027, 4, 2),
        estimated=True,
    )
    made.deadline(AVIATION, "notification", [2], opens=date(2022, 3, 1), owed_by="RU")
    made.finding(AVIATION, "place_unknown", "gap", [1])
    made.finding(ATOM, "act_after_end", "contradiction", [1], date="2024-06-01", ended="2024-05-04")
