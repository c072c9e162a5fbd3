"""Russian: cases of states, posts and persons, adjectives of two states, с and со, в and на. Forms come from pymorphy3."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from servanda.writing.facts import Person
from servanda.writing.grammar import courtesy
from servanda.writing.grammar.states import Forms, adjective, is_organisation, own, prefix, short

CASES = ("gent", "datv", "accs", "ablt", "loct")
FORMS = frozenset(["", "in", "to", "upper", "name", *CASES, *(f"official_{c}" for c in CASES), "official"])
_GENDERS = ("masc", "femn", "neut", "plur")
FORMS |= {f"{g}_{c}" for g in _GENDERS for c in ("nomn", *CASES)}
#: States that are islands to the language: «на Кубе», «на Филиппины».
_ON = frozenset(
    ["BB", "BH", "BS", "CK", "CU", "CY", "DM", "FJ", "GD", "HT", "JM", "KI", "KM", "MG", "MH", "MT", "MU", "MV", "PH", "PW",
     "SB", "SC", "VU", "WS"]
)  # fmt: skip
_AS_IN_KINGDOM = frozenset(["BH"])  # «в Бахрейне»
_PREFIXES = {"US": "американо", "FR": "франко", "GB": "британо", "IT": "итало", "JP": "японо", "GR": "греко",
             "IL": "израильско", "PS": "палестино", "AR": "аргентино", "IR": "ирано", "CN": "китайско"}  # fmt: skip


@lru_cache(maxsize=1)
def _analyser() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@cache
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyser().parse(word))


def _as_written(form: str, like: str) -> str:
    """Capitals and ё as in the name."""
    parts, models = form.split("-"), like.split("-")
    out = []
    for i, part in enumerate(parts):
        model = models[i] if i < len(models) else ""
        upper = model[:1].isupper()
        part = part[:1].upper() + part[1:] if upper else part
        for at, c in enumerate(model[: len(part)]):
            if c in "ёЁ" and part[at] in "еЕ":
                part = part[:at] + c + part[at + 1 :]
        out.append(part)
    return "-".join(out)


def _inflect(word: str, wanted: set[str], kinds: Iterable[str], prefer: str = "") -> str | None:
    """The word in a case, from an analysis in the nominative of one of these kinds."""
    found = [p for p in _parses(word) if p.tag.POS in tuple(kinds) and p.tag.case == "nomn"]
    if prefer:
        found.sort(key=lambda p: prefer not in p.tag)
    for parse in found:
        if parse.normal_form.replace("ё", "е") == word.lower().replace("ё", "е") and "Fixd" in parse.tag:
            return word
        if made := parse.inflect(wanted):
            return _as_written(made.word, word)
    return None


def decline(phrase: str, case: str, prefer: str = "") -> str | None:
    """A noun phrase in a case: its adjectives and first noun; what follows stays. None where that cannot be told."""
    if " и " in phrase and prefer == "Geox":
        parts = [decline(p, case, prefer) for p in phrase.split(" и ")]
        return None if None in parts else " и ".join(p for p in parts if p)
    words = phrase.split(" ")
    head = _head(words, prefer)
    if head is None:
        return None
    at, gender = head
    out: list[str] = []
    for i, word in enumerate(words):
        if i > at:
            out.append(word)
            continue
        if i == at:
            number = "plur" if gender == "plur" else "sing"
            made = _noun(word, {case, number}, prefer)
        else:
            wanted = {case, gender} | ({"inan"} if case == "accs" and gender in ("masc", "plur") else set())
            made = _inflect(word, wanted, ("ADJF", "PRTF")) or _inflect(
                word, {case, gender}, ("ADJF", "PRTF")
            )
        if made is None:
            return None
        out.append(made)
    return " ".join(out)


def _noun(word: str, wanted: set[str], prefer: str) -> str | None:
    if "-" in word or "’" in word:
        lead, mark, last = word.rpartition("-")
        if "’" in last:
            lead, mark, last = word.rpartition("’")
        made = _inflect(last, wanted, ("NOUN",), prefer)
        whole = _inflect(word, wanted, ("NOUN",), prefer)
        return whole or (lead + mark + made if made else None)
    return _inflect(word, wanted, ("NOUN",), prefer)


def _head(words: list[str], prefer: str) -> tuple[int, str] | None:
    for i, word in enumerate(words):
        nouns = [p for p in _parses(word.rpartition("’")[2]) if p.tag.POS == "NOUN" and p.tag.case == "nomn"]
        nouns.sort(key=lambda p: bool(prefer) and prefer not in p.tag)
        adjectives = [p for p in _parses(word) if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn"]
        if nouns and not (adjectives and i + 1 < len(words)):
            tag = nouns[0].tag
            return i, "plur" if tag.number == "plur" else str(tag.gender or "masc")
        if not adjectives:
            return None
    return None


#: Names that pymorphy does not decline as states: genitive, dative, accusative, instrumental, prepositional.
_DECLINED = {
    "Кот-д’Ивуар": ("Кот-д’Ивуара", "Кот-д’Ивуару", "Кот-д’Ивуар", "Кот-д’Ивуаром", "Кот-д’Ивуаре"),
    "Гвинея-Бисау": ("Гвинеи-Бисау", "Гвинее-Бисау", "Гвинею-Бисау", "Гвинеей-Бисау", "Гвинее-Бисау"),
    "Эсватини": ("Эсватини",) * 5,
    "Тимор-Лесте": ("Тимора-Лесте", "Тимору-Лесте", "Тимор-Лесте", "Тимором-Лесте", "Тиморе-Лесте"),
    "Сент-Винсент и Гренадины": ("Сент-Винсента и Гренадин", "Сент-Винсенту и Гренадинам", "Сент-Винсент и Гренадины",
                                 "Сент-Винсентом и Гренадинами", "Сент-Винсенте и Гренадинах"),
    "Папуа — Новая Гвинея": ("Папуа — Новой Гвинеи", "Папуа — Новой Гвинее", "Папуа — Новую Гвинею",
                             "Папуа — Новой Гвинеей", "Папуа — Новой Гвинее"),
    "ОАЭ": ("ОАЭ",) * 5,
}  # fmt: skip


@cache
def _cases(name: str) -> dict[str, str]:
    if name in _DECLINED:
        return dict(zip(CASES, _DECLINED[name], strict=True))
    found = {}
    for case in CASES:
        made = decline(name, case, "Geox")
        found[case] = made if made is not None else name
    return found


@cache
def _state(code: str) -> dict[str, str]:
    name = own(code, "ru") or short(code, "ru")
    official = own(code, "ru_official") or name
    forms = {"": name, "upper": name, "official": official, **_cases(name)}
    forms |= {f"official_{case}": made for case, made in _cases(official).items()}
    on = code in _ON and code not in _AS_IN_KINGDOM
    forms["in"] = f"{'на' if on else 'в'} {forms['loct']}"
    forms["to"] = f"{'на' if on else 'в'} {forms['accs']}"
    if is_organisation(code):
        forms["in"], forms["to"] = f"в штаб-квартире {forms['gent']}", f"в штаб-квартиру {forms['gent']}"
    if adj := adjective(code, "ru"):
        forms |= _agreeing(adj)
    return forms


def state(code: str) -> Forms:
    """The name in the six cases, the official one too, with its prepositions, and the adjective by gender and case."""
    return _state(code)


def _agreeing(adj: str) -> dict[str, str]:
    lead, mark, last = adj.rpartition("-")
    found: dict[str, str] = {}
    parse = next((p for p in _parses(last) if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == "nomn"), None)
    if parse is None:
        return found
    for gender in _GENDERS:
        for case in ("nomn", *CASES):
            wanted = {case, gender} | ({"inan"} if case == "accs" and gender in ("masc", "plur") else set())
            if made := parse.inflect(wanted):
                found[f"{gender}_{case}"] = lead + mark + made.word
    return found


def pair(a: str, b: str) -> Forms:
    """«российско-марокканский» by gender, number and case; Russia stands first, as Russian texts write."""
    if b == "RU":
        a, b = b, a
    first, second = adjective(a, "ru"), adjective(b, "ru")
    if not first or not second or "-" in first + second:
        return {}
    opening = _PREFIXES.get(a) or prefix(a, "ru") or _opening(first)
    return {form: f"{opening}-{word}" for form, word in _agreeing(second).items()} if opening else {}


def _opening(adj: str) -> str:
    return adj[:-2] + "о" if adj.endswith(("ский", "цкий", "ный", "ной")) else ""


@cache
def _person_forms(name: str, post: str, address: str, gender: str, last_alone: bool) -> dict[str, str]:
    forms = {"": " ".join(w for w in (post, address, name) if w), "name": name}
    if gender:
        forms |= (
            {"made": "совершил", "was": "находился"}
            if gender == "masc"
            else {"made": "совершила", "was": "находилась"}
        )
    for case in CASES:
        declined = _declined_name(name, case, gender, last_alone) if gender else None
        office = decline(post, case) if post else ""
        addressed = _declined_address(address, case)
        if declined and office is not None and addressed is not None:
            forms[case] = " ".join(w for w in (office, addressed, declined) if w)
    return forms


def person(who: Person) -> Forms:
    """«Министр иностранных дел Марокко Насер Бурита» in its cases, where name and post can be declined with certainty."""
    name = who.names.get("ru", "")
    if not name:
        return {}
    post = who.posts.get("ru", "")
    if post and who.party and not _names_state(post, who.party):
        post = f"{post} {_state(who.party)['gent']}"
    gender = courtesy.gender(who) or gender_of(name)
    last_alone = who.party in _FAMILY_FIRST and not gender_of(name)
    return _person_forms(name, post, who.courtesy.get("ru", "").strip(), gender, last_alone)


#: Where the family name stands first and only the last word of a man's name declines: «с Нгуен Ван Хунгом».
_FAMILY_FIRST = frozenset(["CN", "KP", "KR", "TW", "VN"])
_ADDRESS = {
    "г-н": dict(zip(CASES, ("г-на", "г-ну", "г-на", "г-ном", "г-не"), strict=True)),
    "г-жа": dict(zip(CASES, ("г-жи", "г-же", "г-жу", "г-жой", "г-же"), strict=True)),
}


def _declined_address(address: str, case: str) -> str | None:
    """«г-ну», «Е.П. г-ном», «Его Превосходительства»; None where a word of it cannot be declined."""
    out = []
    for word in address.split():
        made: str | None
        if word.endswith(".") or word.lower() in ("его", "её", "ее", "их"):
            made = word
        else:
            made = _ADDRESS.get(word.lower(), {}).get(case) or _inflect(word, {case}, ("NOUN",))
        if made is None:
            return None
        out.append(made)
    return " ".join(out)


def _names_state(post: str, code: str) -> bool:
    stems = [own(code, "ru") or short(code, "ru"), adjective(code, "ru"), own(code, "ru_official")]
    low = post.lower()
    return any(s and s.lower()[: max(4, len(s) - 3)] in low for s in stems)


def is_name(word: str) -> bool:
    """Whether a word is a proper name, or at any rate none that the dictionary knows."""
    parse = _parses(word)[0]
    return bool({"Geox", "Name", "Surn", "Abbr"} & parse.tag.grammemes) or not parse.is_known


def gender_of(name: str) -> str:
    """masc or femn by the given name, that stands first, or the patronymic; "" where neither is known."""
    from servanda.writing.pack import pack

    words = name.split()
    schema = pack("ru").schema
    for gender, known in (("masc", schema.men), ("femn", schema.women)):
        if words and words[0] in known:
            return gender
    for word, grammeme in ((w, g) for g, some in (("Name", words[:1]), ("Patr", words)) for w in some):
        for parse in _parses(word):
            if (
                parse.is_known
                and grammeme in parse.tag
                and parse.tag.case == "nomn"
                and "Surn" not in parse.tag
            ):
                return str(parse.tag.gender) if parse.tag.gender in ("masc", "femn") else ""
    return ""


def _declined_name(name: str, case: str, gender: str, last_alone: bool) -> str | None:
    words = name.split(" ")
    if last_alone:
        if gender == "femn":
            return name
        own = _by_ending(words[-1], case, gender)
        return " ".join([*words[:-1], own]) if own else None
    out = []
    for i, word in enumerate(words):
        last = i == len(words) - 1
        made = (
            _declined_surname(word, case, gender)
            if last and len(words) > 1
            else _declined_given(word, case, gender)
        )
        if made is None:
            return None
        out.append(made)
    return " ".join(out)


def _declined_given(word: str, case: str, gender: str) -> str | None:
    for parse in _parses(word):
        if (
            parse.tag.case == "nomn"
            and ("Name" in parse.tag or "Patr" in parse.tag)
            and parse.tag.gender == gender
        ):
            made = parse.inflect({case, "sing"})
            return _as_written(made.word, word) if made else None
    return _by_ending(word, case, gender)


def _declined_surname(word: str, case: str, gender: str) -> str | None:
    for parse in _parses(word):
        if (
            parse.tag.case == "nomn"
            and "Surn" in parse.tag
            and parse.tag.gender == gender
            and "Fixd" not in parse.tag
        ):
            made = parse.inflect({case, "sing"})
            if made:
                return _as_written(made.word, word)
    return _by_ending(word, case, gender)


_CONSONANT = {"gent": "а", "datv": "у", "accs": "а", "ablt": "ом", "loct": "е"}
_A = {"gent": "ы", "datv": "е", "accs": "у", "ablt": "ой", "loct": "е"}


def _by_ending(word: str, case: str, gender: str) -> str | None:
    """Foreign names by the general rules: consonants decline for men only, -о, -у, -и, -е, -ы never, unstressed -а does."""
    if re.search(r"[оуиеыэюОУИЕЫЭЮ]$", word):
        return word
    if re.search(r"[бвгдзклмнпрстфх]$", word, re.I):
        return word if gender == "femn" else word + _CONSONANT[case]
    if re.search(r"[бвдзлмнпрстф]а$", word, re.I):
        return word[:-1] + _A[case]
    if re.search(r"[гкхжшч]а$", word, re.I):
        ending = {"gent": "и", "ablt": "ой"}.get(case, _A[case])
        return word[:-1] + ending
    return None


def phrase(text: str) -> Forms:
    """A noun phrase in its cases, as far as it declines."""
    forms = {"": text, "upper": text[:1].upper() + text[1:]}
    for case in CASES:
        if (made := decline(text, case)) is not None:
            forms[case] = made
    head = _head(text.split(" "), "")
    if head:
        forms["gender"] = head[1]
    return forms


def smooth(sentence: str) -> str:
    """«со Швецией», «во Франции», «во Вьетнаме»; one stop after an abbreviation (2025 г.)."""
    sentence = re.sub(r"\b([Сс]) (?=[СЗШЖсзшж][бвгджзклмнпрстфхцчшщ])", r"\1о ", sentence)
    sentence = re.sub(r"\b([Вв]) (?=[ВФвф][бвгджзйклмнпрстфхцчшщь])", r"\1о ", sentence)
    sentence = re.sub(r"\b([Оо]) (?=[АЭИОУаэиоу])", r"\1б ", sentence)
    return re.sub(r" {2,}", " ", sentence).replace(" ,", ",").replace(" .", ".").replace("..", ".").strip()
