"""Rows by a map: what is rejected and why, what is taken with a finding, and two registers shaped unlike any other."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.register.intake.mapping import Mapper, read_instruments
from servanda.register.intake.maps.loading import parse_map
from servanda.register.intake.records import InstrumentRecord, Rejected, StatusClass
from servanda.register.intake.rows import Row

PLAIN = """
[register]
name = "Register"
harvested = 2024-01-01
[file]
nulls = ["-", "n/a"]
[key]
columns = "No"
[titles]
en = "Title"
[parties]
columns = "Parties"
separators = ";"
[dates]
formats = ["%d.%m.%Y", "%Y"]
signed = "Signed"
in_force = "Force"
[status]
columns = "Status"
classes.in_force = "In force"
classes.ended = ["Ended", "Denounced"]
ended_as.denounced = "Denounced"
"""
CELLS = {
    "No": "1",
    "Title": "Treaty of Friendship",
    "Parties": "Morocco; Spain",
    "Signed": "01.02.1990",
    "Force": "-",
    "Status": "In force",
}


def record(text: str = PLAIN, **cells: str) -> InstrumentRecord | Rejected:
    return Mapper(parse_map(text)).record(Row(2, {**CELLS, **cells}))


def faults(**cells: str) -> list[tuple[str, str, str]]:
    found = record(**cells)
    assert isinstance(found, Rejected)
    assert all("{" not in f.text() for f in found.faults)
    return [(f.field, f.value, f.code) for f in found.faults]


def test_a_row_understood():
    found = record()
    assert (found.key, found.titles, found.type, found.parties) == (
        ("1",),
        {"en": "Treaty of Friendship"},
        "treaty",
        ("MA", "ES"),
    )
    assert (found.day("signed"), found.day("in_force"), found.bilateral) == (date(1990, 2, 1), None, True)
    assert (found.status.word_class, found.status.compare_on) == (StatusClass.IN_FORCE, date(2024, 1, 1))
    assert found.findings == ()
    assert found.circle == "internal"


def test_a_row_is_rejected_with_every_reason():
    assert faults(No=" ", Title="n/a", Signed="31.02.1990", Force="soon") == [
        ("key", "", "key_missing"), ("titles", "", "title_missing"), ("signed", "31.02.1990", "date_impossible"),
        ("in_force", "soon", "date_unreadable"),
    ]  # fmt: skip


def test_swapped_cells_are_noticed():
    assert faults(Title="01.02.1990", Signed="Treaty of Friendship") == [
        ("titles", "01.02.1990", "title_no_title"), ("signed", "Treaty of Friendship", "date_unreadable"),
    ]  # fmt: skip


def test_the_remedy_stands_in_the_message():
    (fault,) = record(Signed="1990/02/01").faults
    assert "%d.%m.%Y" in fault.text()
    assert "“Signed”" in fault.text()


def test_what_is_odd_is_a_finding_and_no_fault():
    found = record(Parties="Morocco; Atlantis; Korea", Signed="1990", Status="Dormant")
    assert [(f.code, f.value) for f in found.findings] == [
        ("date_imprecise", "1990"), ("party_unresolved", "Atlantis"), ("party_unresolved", "Korea"), ("status_word_unknown", "Dormant"),
    ]  # fmt: skip
    assert found.parties == ("MA",)
    assert [u.name for u in found.unresolved] == ["Atlantis", "Korea"]
    assert {c.code for c in found.unresolved[1].candidates} == {"KP", "KR"}
    assert found.status.word == "Dormant"
    assert found.status.word_class is None
    assert found.bilateral is False  # three are named


def test_how_it_ended_comes_from_the_word():
    found = record(Status="denounced")
    assert (found.status.word_class, found.ended_as) == (StatusClass.ENDED, "denounced")


def test_names_are_read_as_of_signature_unless_the_register_names_parties_of_today():
    old = {"Parties": "Russia; Spain", "Signed": "01.02.1890"}
    assert record(**old).parties == ("H-RUSSIAN-EMPIRE", "ES")
    today = PLAIN.replace('separators = ";"', 'separators = ";"\nnamed_as_of = "today"')
    assert record(today, **old).parties == ("RU", "ES")
    assert (
        record(**{**old, "Parties": "Russia; Spain; France"}).parties[0] == "RU"
    )  # a multilateral one may be joined later


def test_declared_names_may_hold_for_a_span_of_days():
    text = PLAIN + '[[parties.names]]\nname = "Korea"\ncode = "KR"\nfrom = 1948-08-15\n'
    assert record(text, Parties="Korea; Spain").parties == ("KR", "ES")
    assert record(text, Parties="Korea; Spain", Signed="01.02.1900").parties == ("H-KOREA", "ES")
    assert record(text, Parties="Korea; Spain", Signed="-").parties == ("ES",)


def test_a_territory_is_never_a_party():
    text = PLAIN.replace('separators = ";"', 'separators = ";"\ncase_marks_territory = true')
    found = record(text, Parties="FRANCE; SPAIN; Morocco; Algeria")
    assert (found.parties, found.territories) == (("FR", "ES"), ("MA", "DZ"))


def test_the_own_state_is_added_and_words_that_are_no_party_are_left_out():
    text = PLAIN.replace('separators = ";"', 'separators = ";"\nown = "KR"\nignore = "various"')
    assert record(text, Parties="Spain; Various").parties == ("KR", "ES")


@pytest.mark.parametrize(("written_as", "cell", "expected"), [
    ("iso2", "MA;ru", ("MA", "RU")), ("iso3", "MAR;RUS", ("MA", "RU")), ("iso3", "MAR;XXX", ("MA",)), ("iso2", "SU;EU", ("SU", "EU")),
])  # fmt: skip
def test_parties_may_stand_as_codes(written_as, cell, expected):
    text = PLAIN.replace('separators = ";"', f'separators = ";"\nwritten_as = "{written_as}"')
    assert record(text, Parties=cell).parties == expected


def test_a_type_column_and_patterns_come_before_the_title():
    text = (
        PLAIN
        + '[type]\ncolumns = "Kind"\nwords.convention = "Staatsvertrag"\n[type.patterns]\naction_plan = "^Rahmen"\n'
    )
    assert record(text, Kind="Staatsvertrag").type == "convention"
    assert record(text, Kind="Rahmenplan").type == "action_plan"
    assert record(text, Kind="Abkommen", Title="x").type == "other"
    assert (
        record(text.replace('name = "Register"', 'name = "Register"\nlanguage = "de"'), Kind="Abkommen").type
        == "agreement"
    )
    assert record(text, Kind="").type == "treaty"


@pytest.mark.parametrize(("title", "lang", "kind"), [
    ("Exchange of Notes between Eire and Sweden regarding an Agreement", "en", "exchange_of_notes"),
    ("Agreement by exchange of notes", "en", "exchange_of_notes"), ("Protocol amending the Convention", "en", "protocol"),
    ("Amendments to the Convention", "en", "other"), ("Agreed Minute on the Trade Agreement", "en", "other"),
    ("Protocole d'accord entre le Maroc et la France", "fr", "memorandum"), ("Protocole à l'Accord", "fr", "protocol"),
    ("Acordo, por Troca de Notas, sobre vistos", "pt", "exchange_of_notes"), ("Ajuste Complementar ao Acordo", "pt", "agreement"),
    ("Договор о дружбе", "ru", "treaty"), ("Меморандум о взаимопонимании", "ru", "memorandum"),
    ("Межправительственное соглашение", "ru", "agreement"), ("Совместное заявление", "ru", "joint_statement"),
    ("مذكرة تفاهم في مجال الطاقة", "ar", "memorandum"), ("بروتوكول ملحق بالاتفاقية", "ar", "protocol"),
    ("اتفاق تجاري", "ar", "agreement"), ("إعلان مشترك", "ar", "declaration"), ("برنامج تنفيذي", "ar", "programme"),
    ("Doppelbesteuerungsabkommen", "de", "agreement"), ("Notawisseling houdende een verdrag", "nl", "exchange_of_notes"),
    ("Handelsverdrag", "nl", "treaty"), ("Über die Grenze", "de", "other"),
])  # fmt: skip
def test_the_title_names_the_type(title, lang, kind):
    assert record(PLAIN.replace("en = ", f"{lang} = "), Title=title).type == kind


@pytest.mark.parametrize(("title", "lang"), [
    ("Agreement on the transfer of prisoners", "en"), ("Accord relatif à la coopération dans le domaine de la santé", "fr"),
    ("Соглашение о торговле", "ru"), ("Шарт туралы келісім", "kk"), ("اتفاقية التعاون", "ar"), ("Abkommen über die Grenze", "de"),
    ("Verdrag inzake de uitlevering", "nl"), ("Acordo sobre a cooperação no domínio da saúde", "pt"), ("条約", "und"),
])  # fmt: skip
def test_the_language_of_a_title_is_told_where_the_map_asks(title, lang):
    found = record(PLAIN.replace("en = ", "detect = "), Title=title)
    assert list(found.titles) == [lang]
    assert [f.code for f in found.findings] == (["title_language_unknown"] if lang == "und" else [])


def test_a_date_after_signature_is_not_that_of_the_cited_instrument():
    text = (
        PLAIN
        + "[[citations]]\nrelation = 'amends'\npattern = 'amending the (?P<parent>.*)'\nuntil = '\\s+of\\s'\n"
    )
    found = record(text, Title="Protocol amending the Trade Agreement of 3 May 1980 until 1 January 1999")
    (cited,) = found.citations
    assert (cited.title, cited.type, cited.signed) == ("Trade Agreement", "agreement", date(1980, 5, 3))
    assert found.titles["en"][cited.start : cited.end] == cited.quote == "Trade Agreement of 3 May 1980"
    late = record(text, Title="Protocol amending the Trade Agreement until 1 January 1999")
    assert late.citations[0].signed is None


def test_headings_and_notes_are_no_rows(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text(
        "No,Title,Parties,Signed,Force,Status\nPART II,,,,,\n1,Treaty,Spain,1.2.1990,,\n* with annex,,,,,\n"
    )
    text = PLAIN.replace('nulls = ["-", "n/a"]', "skip = ['^PART', '^\\*']")
    assert [r.row for r in read_instruments(path, parse_map(text))] == [3]


def test_same_key_and_content_can_be_told_from_same_key_alone():
    one, same, other = record(), record(), record(Force="1.3.1990")
    assert (one.key, one.digest) == (same.key, same.digest)
    assert one.key == other.key
    assert one.digest != other.digest


SWISS = """
[register]
name = "Systematische Sammlung (erfunden)"
language = "fr"
harvested = 2023-05-01
[file]
fill_down = "Pays"
nulls = ["—", "s.d."]
[key]
columns = ["RS", "Conclu le"]
[titles]
fr = "Titre français"
de = "Titel deutsch"
[parties]
columns = "Pays"
own = "CH"
[dates]
formats = ["%d.%m.%Y", "%d %B %Y"]
signed = "Conclu le"
in_force = "Entré en vigueur le"
ended = "Abrogé le"
[place]
city = "Lieu"
[links]
references = "RO"
urls = { column = "RO", pattern = 'https?://\\S+' }
"""


def test_a_register_of_swiss_shape(tmp_path):
    """Semicolons, d.m.Y, Windows code page, two languages, the country named once for the rows below."""
    path = tmp_path / "recueil.csv"
    path.write_bytes(
        (
            "Recueil des traités bilatéraux;;;;;;;;\r\nÉtat au 1er mai 2023;;;;;;;;\r\n"
            "RS;Pays;Titre français;Titel deutsch;Conclu le;Lieu;Entré en vigueur le;Abrogé le;RO\r\n"
            "0.142;Égypte;Accord sur l’établissement;Niederlassungsabkommen;7.6.1934;Le Caire;1.1.1935;—;RO 51 12\r\n"
            '0.748;;"Échange de notes; trafic aérien";Notenwechsel;1er mars 1952;Berne;s.d.;2.3.1960;RO 1952 3 https://x.example/1\r\n'
            "0.946;Corée (Rép. de);Accord commercial;Handelsabkommen;31.6.1970;Séoul;—;—;\r\n"
            "0.947;Allemagne (RFA);Convention;Übereinkommen;3.7.1971;Bonn;—;—;\r\n"
        ).encode("cp1252")
    )
    first, notes, wrong, last = read_instruments(path, parse_map(SWISS))
    assert (first.row, first.parties, first.type) == (4, ("CH", "EG"), "agreement")
    assert first.titles == {"fr": "Accord sur l’établissement", "de": "Niederlassungsabkommen"}
    assert (notes.parties, notes.type, notes.day("signed")) == (
        ("CH", "EG"),
        "exchange_of_notes",
        date(1952, 3, 1),
    )
    assert (notes.day("ended"), notes.urls) == (date(1960, 3, 2), ("https://x.example/1",))
    assert isinstance(wrong, Rejected)
    assert (wrong.row, wrong.faults[0].code, wrong.faults[0].value) == (6, "date_impossible", "31.6.1970")
    assert last.parties == ("CH", "DE")


KAZAKH = """
[register]
name = "Реестр (вымышленный)"
language = "ru"
harvested = 2024-06-01
[file]
nulls = "не указано"
[key]
columns = "Рег. №"
[titles]
ru = "Наименование договора"
kk = "Шарттың атауы"
[parties]
columns = "Сторона"
separators = [",", " и "]
own = "KZ"
[dates]
formats = ["%d.%m.%Y", "%d %B %Y года"]
signed = "Дата подписания"
in_force = "Вступил в силу"
[status]
columns = "Статус"
classes.in_force = "действующий"
classes.ended = ["утратил силу"]
classes.before_force = "не вступил в силу"
"""


def test_a_register_of_kazakh_shape(workbook):
    """XLSX in Russian and Kazakh, merged title rows above the header, real dates, typed dates, day counts, merged cells."""

    def fill(book, sheet):
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.merge_range("A1:G1", "РЕЕСТР МЕЖДУНАРОДНЫХ ДОГОВОРОВ")
        sheet.merge_range("A2:G2", "по состоянию на 1 июня 2024 года")
        sheet.write_row(
            "A4",
            [
                "Рег. №",
                "Наименование договора",
                "Шарттың атауы",
                "Сторона",
                "Дата подписания",
                "Вступил  в силу",
                "Статус",
            ],
        )
        sheet.write_row("A5", ["101-Д", "Договор о дружбе", "Достық туралы шарт", "Российская Федерация"])
        sheet.write_datetime("E5", date(1992, 5, 25), day)
        sheet.write_row("F5", ["1 июля 1993 года", "Действующий"])
        sheet.write_row(
            "A6",
            [
                "102",
                "Соглашение о торговле",
                "",
                "Кыргызская Республика, Республика Узбекистан и Туркменистан",
                35000,
                "не указано",
                "не вступил в силу",
            ],
        )
        sheet.merge_range("A7:G7", "1996 год")
        sheet.write_row(
            "A8", [103, "Меморандум", "", "Королевство Марокко", "32.01.1996", "", "утратил силу"]
        )
        sheet.write_formula("A9", '="104"&"-С"', None, "104-С")
        sheet.write_row("B9", ["Протокол", "", "СССР", "05.05.1990", "", "приостановлен"])

    friendship, trade, wrong, protocol = read_instruments(workbook(fill), parse_map(KAZAKH))
    assert (friendship.key, friendship.parties) == (("101-Д",), ("KZ", "RU"))
    assert (friendship.day("signed"), friendship.day("in_force")) == (date(1992, 5, 25), date(1993, 7, 1))
    assert friendship.titles == {"ru": "Договор о дружбе", "kk": "Достық туралы шарт"}
    assert (trade.parties, trade.bilateral, trade.day("signed")) == (
        ("KZ", "KG", "UZ", "TM"),
        False,
        date(1995, 10, 28),
    )
    assert trade.status.word_class is StatusClass.BEFORE_FORCE
    assert (wrong.row, wrong.faults[0].code) == (8, "date_impossible")
    assert (protocol.key, protocol.parties, protocol.type) == (("104-С",), ("KZ", "SU"), "protocol")
    assert [f.code for f in protocol.findings] == ["status_word_unknown"]


@settings(max_examples=120, deadline=None)
@given(st.fixed_dictionaries({name: st.text(max_size=30) for name in CELLS}))
def test_any_row_is_a_record_or_rejected_with_reasons(cells):
    found = record(**cells)
    if isinstance(found, Rejected):
        assert found.faults
    else:
        assert found.titles
        assert len(set(found.parties)) == len(found.parties)
    texts = [f.text() for f in (found.faults if isinstance(found, Rejected) else found.findings)]
    assert all(texts)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(sorted(CELLS)), st.text(max_size=12)), max_size=8))
def test_each_row_of_a_file_is_counted_once(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("rows") / "r.jsonl"
    lines = [json.dumps({**CELLS, **row}) for row in rows]
    path.write_text("\n".join(lines))
    if lines:
        assert [r.row for r in read_instruments(path, parse_map(PLAIN))] == list(range(1, len(rows) + 1))
