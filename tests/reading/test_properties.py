"""What holds for any text: evidence is in it, and the same text gives the same reading."""

from __future__ import annotations

import json
import time
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.reading import read
from servanda.reading.faults import ReadingFault

PIECES = [
    "وقعت روسيا والمغرب، اليوم الخميس، مذكرة تفاهم لإحداث لجنة عمل مشتركة.",
    "التقى وزير الخارجية المغربي ناصر بوريطة نظيره الروسي سيرجي لافروف، وبحثا الأوضاع في سوريا.",
    "واتفق الجانبان على تعزيز التعاون في مجالات الطاقة والزراعة، وتكثيف التشاور.",
    "Состоялся телефонный разговор Владимира Путина с Президентом ОАЭ Мухаммедом Аль Нахайяном.",
    "Стороны договорились провести седьмое заседание межправительственной комиссии в Баку.",
    "La France et le Maroc ont signé lundi un accord-cadre ; les deux ministres sont convenus d’ouvrir un lycée.",
    "Kenya's Minister for Foreign Affairs, Mr Moses Wetang'ula, will visit Australia on 12 June 2009.",
    "The two sides agreed to establish a joint working group and to expand cooperation in trade and energy.",
]
texts = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.sampled_from(PIECES).flatmap(lambda p: st.integers(0, len(p)).map(lambda i: p[i:] + p[:i])),
        st.text(max_size=30),
        st.sampled_from(
            ["\n", "\n\n", " ", "\u200f", "\u202e", "\x00", "* * *", "“", "—", "10 мая 2025 года 12:30"]
        ),
    ),
    min_size=1,
    max_size=9,
).map("".join)


@given(texts)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_quote_stands_where_its_offsets_say(text: str) -> None:
    try:
        reading = read(text, date(2025, 10, 16))
    except ReadingFault:
        return
    assert reading.spans_ok()
    assert all(d.evidence for d in reading.drafts)
    assert all(0.0 < d.confidence <= 1.0 for d in reading.drafts)


@given(texts)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_text_gives_the_same_reading(text: str) -> None:
    try:
        first = read(text, date(2025, 10, 16)).as_json()
    except ReadingFault:
        return
    assert json.dumps(first) == json.dumps(read(text, date(2025, 10, 16)).as_json())


@given(st.integers(0, 400))
@settings(max_examples=60, deadline=None)
def test_what_stands_before_a_statement_only_moves_its_offsets(size: int) -> None:
    text = PIECES[0]
    plain = read(text, date(2025, 10, 16))
    moved = read("\n" * size + text, date(2025, 10, 16))
    assert [(d.kind, d.facts) for d in moved.drafts if "mandate" not in d.facts] == [
        (d.kind, d.facts) for d in plain.drafts if "mandate" not in d.facts
    ]
    assert [e.start - size for d in moved.drafts for e in d.evidence] == [
        e.start for d in plain.drafts for e in d.evidence
    ]


def test_ten_statements_a_second() -> None:
    text = "\n".join(PIECES[:3] * 4)
    read(text)
    begun = time.perf_counter()
    for _ in range(5):
        read(text)
    assert (time.perf_counter() - begun) / 5 < 0.5
