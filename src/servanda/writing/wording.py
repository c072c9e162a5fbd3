"""The values that wordings are filled with: names in their forms, days, places, lists, instruments, bodies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache

from servanda.domain.parties.capitals import city_name
from servanda.domain.parties.names import territories
from servanda.domain.texts import cldr
from servanda.domain.texts.ordinals_in_words import ordinal_in_words
from servanda.writing.facts import Body, Event, Instrument, Names, Person
from servanda.writing.grammar import fr as french
from servanda.writing.grammar import grammar
from servanda.writing.grammar import ru as russian
from servanda.writing.pack import pack, proper_words, small_words

Forms = dict[str, str]


def joined(items: Sequence[str], language: str) -> str:
    """“A, B and C”."""
    words = pack(language).schema.words
    if len(items) < 2:
        return "".join(items)
    if language == "ar":
        return items[0] + "".join(f" و{item}" for item in items[1:])
    return words["comma"].join(items[:-1]) + words["and"] + items[-1]


def lowered(text: str, language: str) -> str:
    """A name of the record inside a sentence: with a small letter where its first word is no proper name."""
    if language == "ar" or len(text) < 2 or text[1:2].isupper():
        return text
    first = re.split(r"[\s’'-]", text)[0]
    if re.search(r"\s[^\W\d_a-zа-яё]", text[len(first) :]) and language != "fr" and first not in ("The", "A"):
        return text
    if first in proper_words(language):
        return text
    if language == "ru":
        return text if russian.is_name(first) else text[:1].lower() + text[1:]
    low = first[:1].lower() + first[1:]
    common = low in small_words(language) or (language == "fr" and low in {"le", "la", "les", "l"})
    return text[:1].lower() + text[1:] if common else text


@cache
def _state_words(language: str) -> frozenset[str]:
    return frozenset(name.split(" ")[0] for name in territories(language).values())


def opened(text: str, language: str) -> str:
    """What begins an item of a list: with a small letter, but for names."""
    first = re.split(r"[\s’',-]", text)[0]
    if (
        language == "ar"
        or text[1:2].isupper()
        or first in proper_words(language)
        or first in _state_words(language)
    ):
        return text
    if language == "ru" and russian.is_name(first):
        return text
    return text[:1].lower() + text[1:]


def in_language(names: Names, language: str) -> str:
    """The name in a language, else under none where its script is that language's; "" where there is none."""
    if names.get(language):
        return names[language].strip()
    plain = names.get("", "").strip()
    return plain if plain and _script(plain, language) else ""


def _script(text: str, language: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    low, high = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff")}.get(language, ("A", "\u024f"))
    return bool(letters) and all(low <= c <= high for c in letters)


def named_place(names: Names, language: str) -> str:
    """A place in a language: as recorded, else as CLDR names a city recorded in another; "" where neither is known."""
    if names.get(language):
        return names[language].strip()
    for written in names.values():
        if found := city_name(written, language):
            return found
    return in_language(names, language)


def place(names: Names, language: str) -> Forms:
    """A place and its forms: «in»: with its preposition in Russian."""
    name = named_place(names, language)
    if not name:
        return {}
    if language == "ru":
        made = russian.decline(name, "loct", "Geox")
        within = f"в {made}" if made else f"в г. {name}"
        return {"": name, "in": within, "In": f"В{within[1:]}"}
    return {"": name}


def day(on: date, language: str, territory: str) -> str:
    """A day in full."""
    text = cldr.day(on, language, territory, "long")
    if language == "fr" and text.startswith("1 "):
        return f"1er{text[1:]}"
    if language == "ru":
        return text.replace("\u202f", " ").replace("\u00a0", " ").replace(" г.", " года")
    return text


def when(begins: date | None, ends: date | None, language: str, territory: str) -> Forms:
    """The days inside a sentence: “on 3 May 2024”, “from 3 to 5 May 2024”."""
    if begins is None:
        return {}
    if ends is None or ends <= begins:
        said = day(begins, language, territory)
        return _raised({"en": "on ", "fr": "le ", "ar": "يوم ", "ru": ""}[language] + said)
    first, last = _part(begins, ends, language, territory), day(ends, language, territory)
    if ends == begins + timedelta(days=1) and first.isdigit():
        both = {"en": "on {} and {}", "fr": "les {} et {}", "ru": "{}–{}", "ar": "يومي {} و{}"}
        return _raised(both[language].format(first, last))
    frames = {"en": "from {} to {}", "fr": "du {} au {}", "ru": "с {} по {}", "ar": "من {} إلى {}"}
    return _raised(frames[language].format(first, last))


def _raised(text: str) -> Forms:
    return {"": text, "upper": text[:1].upper() + text[1:]}


def _part(begins: date, ends: date, language: str, territory: str) -> str:
    whole = day(begins, language, territory)
    if begins.year != ends.year:
        return whole
    if begins.month == ends.month:
        return whole.split(" ")[0]
    return re.sub(r"\s+\S*\d{4}( года)?$|\s+[٠-٩]{4}$", "", whole)


def ordinal(n: int | None, language: str) -> dict[str, Forms]:
    """The ordinal of a session: in words, with a capital, in the genitive."""
    if not n:
        return {}
    word = ordinal_in_words(n, language)
    genitive = ordinal_in_words(n, language, "genitive")
    if language == "ar":
        genitive = re.sub(r"ون\b", "ين", word)
    return {
        "ordinal": {
            "": word,
            "gent": genitive,
            "loct": re.sub(r"его$", "ем", re.sub(r"ого$", "ом", genitive)),
        },
        "Ordinal": {"": word[:1].upper() + word[1:]},
    }


def people(persons: Sequence[Person], language: str) -> dict[str, Forms]:
    """Persons joined: with their posts, in the cases that all of them have; the first alone."""
    forms = [f for p in persons if (f := dict(grammar(language).person(p)))]
    if not forms:
        return {}
    shared = set(forms[0]).intersection(*forms[1:])
    told: Forms = {name: joined([f[name] for f in forms], language) for name in sorted(shared)}
    told["upper"] = told[""][:1].upper() + told[""][1:]
    first = dict(forms[0])
    told["first"] = first[""]
    told["first_upper"] = first[""][:1].upper() + first[""][1:]
    told |= {f"first_{c}": first[c] for c in russian.CASES if c in first}
    told |= {f"first_{f}": first[f] for f in ("made", "was", "did", "does") if f in first}
    if len(forms) > 1:
        told["second"] = forms[1][""]
        told |= {f"second_{c}": forms[1][c] for c in russian.CASES if c in forms[1]}
        told["two"] = "yes"
    return {"people": told}


def topic(names: Names, language: str) -> str:
    """A topic inside an enumeration; in French with its article where the noun shows its gender."""
    text = in_language(names, language)
    if not text:
        return ""
    if text in pack(language).schema.regions:
        return pack(language).schema.regions[text]
    return french.with_article(lowered(text, language)) if language == "fr" else lowered(text, language)


def fields(sectors: Sequence[str], language: str) -> Forms:
    """Fields of cooperation, with the phrase that opens them: “the fields of trade and energy”."""
    known = pack(language).schema.sectors
    words = [known[c] for c in sectors if c in known]
    if not words:
        return {}
    listed = joined(words, language)
    if language == "en":
        return {"": f"the {'field' if len(words) == 1 else 'fields'} of {listed}", "list": listed}
    if language == "fr":
        of = joined([f"de {w}" for w in words], "fr")
        return {"": f"le domaine {of}" if len(words) == 1 else f"les domaines {of}", "list": of}
    if language == "ru":
        if len(words) > 1 and any(" и " in w for w in words):
            listed = f"{', '.join(words[:-1])}, а также {words[-1]}"
        return {"": f"в {'сфере' if len(words) == 1 else 'сферах'} {listed}", "list": listed}
    return {"": f"{'مجال' if len(words) == 1 else 'مجالات'} {listed}", "list": listed}


def instrument_name(of: Instrument, language: str) -> str:
    """The title as recorded in the language, else its type with its fields."""
    if title := in_language(of.titles, language):
        return opened(title, language)
    schema = pack(language).schema
    name = schema.instruments.get(of.type, schema.instruments["other"])
    known = [schema.sectors[c] for c in of.sectors if c in schema.sectors]
    if not known:
        return name
    name = schema.before_fields.get(of.type, name)
    if language == "fr":
        listed = joined([f"de {w}" for w in known], "fr")
    else:
        listed = joined(known, language)
    frame = schema.with_fields["one" if len(known) == 1 else "many"]
    return frame.format(name=name, fields=listed)


def instruments(found: Sequence[Instrument], language: str) -> Forms:
    """Instruments in a sentence: one with its article, several enumerated."""
    speech = grammar(language)
    phrases = [speech.phrase(instrument_name(i, language)) for i in found]
    if not phrases:
        return {}
    told: Forms = dict(phrases[0])
    article = {"en": "a", "fr": "un"}.get(language, "")
    with_article = [_with_article(p, article) for p in phrases]
    told["list"] = joined(with_article, language)
    told["bare_list"] = joined([p[""] for p in phrases], language)
    told["List"] = told["list"][:1].upper() + told["list"][1:]
    one = with_article[0]
    told["a"], told["A"] = one, one[:1].upper() + one[1:]
    if language == "ru":
        for case in russian.CASES:
            if all(case in p for p in phrases):
                told[f"list_{case}"] = joined([p[case] for p in phrases], "ru")
    return told


def _with_article(forms: Mapping[str, str], article: str) -> str:
    name = forms[""]
    if re.match(r"(?:agreed minutes|political consultations|minutes|new |nouveaux |the |le |la |les )", name):
        return name
    return forms.get(article, name)


def body(of: Body, parties: Sequence[str], language: str) -> Forms:
    """A joint body by its recorded name, else by its kind and its two states."""
    speech = grammar(language)
    schema = pack(language).schema
    name = in_language(of.names, language)
    a, b = (*parties, "", "")[:2]
    if not name:
        kind = schema.bodies.get(of.kind, schema.bodies["other"])
        return _generic(kind, a, b, language)
    if language == "en":
        plain = name[4:] if name.lower().startswith("the ") else name
        return {
            "": plain,
            "the": f"the {plain}",
            "The": f"The {plain}",
            "upper": plain[:1].upper() + plain[1:],
        }
    forms = dict(speech.phrase(lowered(name, language)))
    if language == "fr":
        forms["Le"] = forms["le"][:1].upper() + forms["le"][1:]
    if language == "ar":
        forms |= {"": name, "def": name}
    return forms


def _generic(kind: str, a: str, b: str, language: str) -> Forms:
    speech = grammar(language)
    both = speech.pair(a, b)
    first, second = speech.state(a), speech.state(b)
    if language == "en":
        name = f"{both['']} {kind}" if both else f"{kind} of {first['']} and {second['']}"
        return {"": name, "the": f"the {name}", "The": f"The {name}", "upper": name[:1].upper() + name[1:]}
    if language == "fr":
        named = dict(speech.phrase(kind))
        plural = kind.startswith("consultations")
        feminine = named["le"].startswith("la ") or kind.startswith(("commission", "consultations"))
        form = ("fp" if plural else "f") if feminine else "m"
        tail = both[form] if form in both else f"entre {first['']} et {second['']}"
        name = f"{kind} {tail}"
        article = "les " if plural else ("la " if feminine else "le ")
        return {
            "": name,
            "le": article + name,
            "Le": article.capitalize() + name,
            "upper": name[:1].upper() + name[1:],
        }
    if language == "ru":
        head = russian._head(kind.split(" "), "")
        gender = head[1] if head else "femn"
        forms: Forms = {}
        for case in ("nomn", *russian.CASES):
            made = kind if case == "nomn" else russian.decline(kind, case)
            key = "" if case == "nomn" else case
            if made is None:
                continue
            if f"{gender}_{case}" in both:
                forms[key] = f"{both[f'{gender}_{case}']} {made}"
            else:
                forms[key] = f"{made} с участием {first['gent']} и {second['gent']}"
        forms["upper"] = forms[""][:1].upper() + forms[""][1:]
        return forms
    feminine = kind.split(" ")[0].endswith(("ة", "ات"))
    tail = both.get("the_f" if feminine else "the_m") or f"بين {first['']} و{second['']}"
    name = f"{kind} {tail}"
    return {"": name, "def": name}


def sides(event: Event, language: str) -> dict[str, Forms]:
    """The two states in their forms."""
    speech = grammar(language)
    a, b = event.parties
    return {"a": dict(speech.state(a)), "b": dict(speech.state(b)), "pair": dict(speech.pair(a, b))}
