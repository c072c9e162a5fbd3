"""What holds for every text: evidence is in the text, nothing crashes, what was written is read back."""

from __future__ import annotations

import datetime as dt
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading.clauses import read_clauses, rule_in_words
from servanda.reading.clauses.pack import languages, load_pack

FRAGMENTS = {
    "en": [
        "This Agreement shall enter into force ",
        "on the first day of the second month following ",
        "the date of the last notification",
        "shall remain in force for a period of five (5) years",
        " unless terminated by six months' notice. ",
        "DONE at ",
        "The Hague, this 3rd day of May 1990",
        "For the Government of the Kingdom of ",
        "Norway",
        "(sd.)",
        "provisionally applied ",
        "shall be tacitly renewed ",
    ],
    "fr": [
        "Le présent Accord entrera en vigueur ",
        "FAIT à Paris, le 3 mai 1990",
        " préavis de six mois ",
        "tacite reconduction ",
    ],
    "ru": [
        "Настоящее Соглашение вступает в силу ",
        "на пять лет ",
        "Совершено в г. Москве 3 мая 1990 г. ",
        "За Правительство ",
    ],
    "ar": [
        "يدخل هذا الاتفاق حيز التنفيذ ",
        "لمدة خمس سنوات ",
        "حرر بالرباط في 3 مايو 1990 ",
        "عن حكومة المملكة المغربية ",
    ],
}
pieces = st.lists(
    st.one_of(
        st.text(max_size=30),
        st.sampled_from([piece for parts in FRAGMENTS.values() for piece in parts]),
        st.sampled_from(
            [
                "\n\n",
                "#",
                "*",
                "<sup>1)",
                "</sup>",
                "\u202e",
                "\u0640",
                "İ",
                "ﬁ",
                "½",
                "٣",
                "\ud7ff",
                "|---|",
                "(",
                "5)",
            ]
        ),
    ),
    max_size=25,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(text=pieces, language=st.sampled_from([None, *languages()]))
def test_no_text_crashes_and_every_quote_is_in_the_text(text: str, language: str | None) -> None:
    read = read_clauses(text, language)
    answer = read.as_json()
    spans = [span for found in answer["evidence"].values() for span in found]
    spans += [span for item in answer["signatories"] for span in item["evidence"]]
    spans += (answer["joint_body"] or {}).get("evidence", [])
    for span in spans:
        assert 0 <= span["start"] < span["end"] <= len(text)
        assert text[span["start"] : span["end"]] == span["quote"]
    json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    for msgid, data in rule_in_words(read):
        assert msgid.format(**data)


@settings(max_examples=40, deadline=None)
@given(text=pieces)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_clauses(text).as_json() == read_clauses(text).as_json()


EN_NUMBERS = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
    12: "twelve", 15: "fifteen", 18: "eighteen", 20: "twenty", 24: "twenty-four", 30: "thirty", 45: "forty-five",
    60: "sixty", 90: "ninety", 99: "ninety-nine",
}  # fmt: skip
number = st.sampled_from(sorted(EN_NUMBERS))
style = st.sampled_from(["words", "figures", "both"])


def in_english(n: int, unit: str, how: str) -> str:
    said = {"words": EN_NUMBERS[n], "figures": str(n), "both": f"{EN_NUMBERS[n]} ({n})"}[how]
    return f"{said} {unit if n > 1 else unit.removesuffix('s')}"


@settings(max_examples=100, deadline=None)
@given(years=number, more=number, months=number, how=style)
def test_term_renewal_and_notice_written_in_english_are_read_back(
    years: int, more: int, months: int, how: str
) -> None:
    read = read_clauses(
        f"This Agreement shall remain in force for a period of {in_english(years, 'years', how)} and shall be tacitly "
        f"renewed for successive periods of {in_english(more, 'years', how)}, unless either Party notifies the other in "
        f"writing at least {in_english(months, 'months', how)} before the expiry of the current period.",
        "en",
    ).as_json()
    assert read["term"] == {"kind": "years", "n": years, "date": None}
    assert read["renewal"] == {"kind": "tacit", "n": more, "unit": "years"}
    assert read["notice"] == [
        {"purpose": "prevent_renewal", "n": months, "unit": "months", "reference": "before_expiry"}
    ]


@settings(max_examples=100, deadline=None)
@given(n=number, unit=st.sampled_from(["days", "months"]), how=style, event=st.sampled_from(range(3)))
def test_a_delay_of_entry_into_force_is_read_back(n: int, unit: str, how: str, event: int) -> None:
    said, rule = [
        ("the date of its signature", "after_signature"),
        ("the date of receipt of the later of the two notifications", "after_later_notification"),
        ("the exchange of the instruments of ratification", "after_exchange_of_instruments"),
    ][event]
    text = f"This Agreement shall enter into force {in_english(n, unit, how)} after {said}."
    entry = read_clauses(text, "en").as_json()["entry_into_force"]
    assert (entry["rule"], entry["delay"]) == (rule, {"n": n, "unit": unit})


MONTHS = {
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "ru": [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    "ar": [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
}
DONE = {
    "en": "DONE at Oslo on {day} {month} {year} in the English language.",
    "fr": "Fait à Oslo, le {day} {month} {year}, en langue française.",
    "ru": "Совершено в г. Осло {day} {month} {year} года на русском языке.",
    "ar": "حرر في أوسلو بتاريخ {day} {month} {year} من نسختين باللغة العربية.",
}


@settings(max_examples=120, deadline=None)
@given(
    date=st.dates(min_value=dt.date(1800, 1, 1)).filter(lambda d: d.year < 2190),
    language=st.sampled_from(sorted(DONE)),
)
def test_the_day_of_signature_is_read_back(date: dt.date, language: str) -> None:
    text = DONE[language].format(day=date.day, month=MONTHS[language][date.month - 1], year=date.year)
    read = read_clauses(text, language).as_json()
    assert read["signed"]["date"] == date.isoformat()
    assert read["authentic_languages"] == [language]


def test_five_million_characters_take_less_than_ten_seconds() -> None:
    article = "The Contracting Parties shall exchange information on 3 May 1990 about France and Italy within thirty days. "
    text = (
        article * (5_000_000 // len(article))
        + "\n\nThis Agreement shall enter into force on the date of its signature."
    )
    begun = time.perf_counter()
    read = read_clauses(text).as_json()
    assert time.perf_counter() - begun < 10
    assert read["entry_into_force"]["rule"] == "on_signature"
    assert read["left_out"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01\x02" * 100,
        "本协定自签字之日起生效。" * 20,
        "Deze Overeenkomst treedt in werking op de datum van ondertekening. " * 5,
    ],
)
def test_what_is_in_no_language_with_a_pack_is_left_unstated(text: str) -> None:
    read = read_clauses(text).as_json()
    assert read["language"] is None
    assert read["entry_into_force"] is None
    assert read["term"]["kind"] == read["renewal"]["kind"] == read["amendment"] == "unstated"
    assert [read["parties"], read["notice"], read["authentic_languages"], read["survival"]] == [
        [],
        [],
        [],
        False,
    ]


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(KeyError):
        read_clauses("text", "xx")


@pytest.mark.parametrize("language", languages())
def test_a_pack_is_valid_and_finds_its_own_months_and_languages(language: str) -> None:
    pack = load_pack(language)
    assert set(pack.months.values()) == set(range(1, 13))
    assert any(code == language for _, code in pack.language_names)


def test_final_clauses_in_the_middle_of_a_very_long_text_are_found() -> None:
    rate = "Tariff line 0102 is reduced by a third of the base rate in the schedule of the Party. "
    clause = "This Agreement shall enter into force sixty days after the date of its signature. "
    read = read_clauses(rate * 6_000 + clause + rate * 6_000, "en").as_json()
    assert read["entry_into_force"]["rule"] == "after_signature"
    assert len(read["left_out"]) == 2
