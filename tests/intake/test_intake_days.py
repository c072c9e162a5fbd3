"""Dates in the forms that registers have, and the ones that are no dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.register.intake.days import Impossible, Unreadable, days_within, parse_day


@pytest.mark.parametrize(("text", "form", "lang", "expected"), [
    ("03/04/1995", "%d/%m/%Y", "en", "1995-04-03"), ("3.4.1995", "%d.%m.%Y", "de", "1995-04-03"),
    ("04/03/1995", "%m/%d/%Y", "en", "1995-04-03"), ("1995-04-03", "%d.%m.%Y", "fr", "1995-04-03"),
    ("1995-04-03T00:00:00Z", "%d.%m.%Y", "fr", "1995-04-03"), ("1995-04-03 00:00:00", "%Y", "fr", "1995-04-03"),
    ("22 de setembro de 1970", "%d de %B de %Y", "pt", "1970-09-22"), ("1er mars 1912", "%d %B %Y", "fr", "1912-03-01"),
    ("3 марта 1999 г.", "%d %B %Y г.", "ru", "1999-03-03"), ("3 мар. 1999", "%d %b %Y", "ru", "1999-03-03"),
    ("٢٥ يناير ١٩٩٦", "%d %B %Y", "ar", "1996-01-25"), ("25 غشت 1996", "%d %B %Y", "ar", "1996-08-25"),
    ("25 آب 1996", "%d %B %Y", "ar", "1996-08-25"), ("Sep 5, 1990", "%b %d, %Y", "en", "1990-09-05"),
    ("5 SEPTEMBER 1990", "%d %B %Y", "en", "1990-09-05"), ("02.01.1990 10:15", "%d.%m.%Y %H:%M", "ru", "1990-01-02"),
    ("5 Şubat 1990", "%d %B %Y", "tr", "1990-02-05"), ("3. April 1995", "%d. %B %Y", "de", "1995-04-03"),
    ("1995. 4. 3.", "%Y.%m.%d.", "ko", "1995-04-03"), ("3 / 4 / 1995", "%d/%m/%Y", "en", "1995-04-03"),
    ("3 de abril de 1995", "%d de %B de %Y", "es", "1995-04-03"), ("3.IV.1995", "%d.%m.%Y", "en", None),
])  # fmt: skip
def test_a_day_in_the_form_that_the_map_declares(text, form, lang, expected):
    if expected is None:
        with pytest.raises(Unreadable):
            parse_day(text, [form], lang)
    else:
        assert parse_day(text, [form], lang).day == date.fromisoformat(expected)


def test_a_year_or_a_month_alone_is_no_day():
    assert (parse_day("1968", ["%d.%m.%Y", "%Y"]).year, parse_day("1968", ["%Y"]).day) == (1968, None)
    assert parse_day("1er août 1964", ["%d. %B %Y", "%d %B %Y"], ("de", "fr")).day == date(1964, 8, 1)
    assert parse_day("1. März 1964", ["%d. %B %Y", "%d %B %Y"], ("de", "fr")).day == date(1964, 3, 1)
    assert parse_day("03.1968", ["%m.%Y"]).month == 3


def test_two_digits_of_a_year_count_back_from_the_latest_one():
    assert parse_day("1.2.21", ["%d.%m.%y"], latest_year=2024).year == 2021
    assert parse_day("1.2.25", ["%d.%m.%y"], latest_year=2024).year == 1925


def test_a_day_count_of_a_spreadsheet_is_a_day_only_where_it_may_be_one():
    assert parse_day("35000", ["%d.%m.%Y"], serials=True).day == date(1995, 10, 28)
    assert parse_day("35000.0", ["serial"]).day == date(1995, 10, 28)
    with pytest.raises(Unreadable):
        parse_day("35000", ["%d.%m.%Y"])
    with pytest.raises(Unreadable):
        parse_day("1995", ["%d.%m.%Y"], serials=True)


@pytest.mark.parametrize(
    "text", ["31.04.1990", "29.02.1900", "00.01.1990", "1.13.1990", "1.1.0090", "1.1.9999", "1990-02-30"]
)
def test_what_has_the_shape_of_a_date_and_is_none_is_impossible(text):
    with pytest.raises(Impossible):
        parse_day(text, ["%d.%m.%Y"])


@pytest.mark.parametrize(
    "text",
    ["Paris", "1990", "1/2/1990", "1.2.90", "1.2.1990 bis", "see note", "1.2.", "2020-05-01T22:00:00Z"],
)
def test_what_has_none_of_the_forms_is_unreadable(text):
    with pytest.raises(Unreadable):
        parse_day(text, ["%d.%m.%Y"])


DAYS = st.dates(date(1700, 1, 1), date(2100, 12, 31))


@settings(max_examples=150, deadline=None)
@given(DAYS, st.sampled_from(["%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%m/%d/%Y"]))
def test_a_day_written_in_a_form_is_read_in_it(day, form):
    assert parse_day(day.strftime(form), [form]).day == day


@settings(max_examples=100, deadline=None)
@given(st.dates(date(1928, 1, 1), date(2100, 1, 1)))
def test_serials_count_days(day):
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert parse_day(str(serial), [], serials=True).day == day


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
def test_any_text_is_a_date_or_is_refused(text):
    try:
        found = parse_day(text, ["%d.%m.%Y", "%d %B %Y", "%Y"], "fr", serials=True)
    except (Unreadable, Impossible):
        return
    assert 1200 <= found.year <= 2200


@pytest.mark.parametrize(("title", "lang", "expected"), [
    ("Ajuste ao Acordo Básico, assinado em Brasília em 22 de setembro de 1970, referente", "pt", ["1970-09-22"]),
    ("Convention of June 28,1889, prolonging that of the 25th March, 1936", "en", ["1889-06-28", "1936-03-25"]),
    ("l'Accord du 1er mars 1912 et de l'échange de notes du 12/07/1913", "fr", ["1912-03-01", "1913-07-12"]),
    ("Протокол к Соглашению от 28 июня 1970 г.", "ru", ["1970-06-28"]),
    ("بروتوكول ملحق بالاتفاقية الموقعة في 25 يناير 1996", "ar", ["1996-01-25"]),
    ("terminating the Agreement of 2nd of March, 1948 and 31 April 1950", "en", ["1948-03-02"]),
    ("resolution 12 of 1999, 1988 Protocol, Annex 3 May", "en", []),
])  # fmt: skip
def test_whole_dates_within_a_title(title, lang, expected):
    assert [d.isoformat() for _, _, d in days_within(title, lang)] == expected
