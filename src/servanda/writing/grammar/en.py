"""English: the article of states, a and an."""

from __future__ import annotations

import re

from servanda.writing.facts import Person
from servanda.writing.grammar.courtesy import addressed
from servanda.writing.grammar.states import Forms, adjective, is_organisation, own, short

#: official: “the Kingdom of Morocco”; adj: “Moroccan”; post: “the Minister …, Name”; upper: with a capital; a: with an article
FORMS = frozenset(["", "official", "adj", "post", "upper", "a", "lower", "the"])
_THE = frozenset(["AE", "BS", "CF", "CD", "DO", "GB", "GM", "KM", "MH", "MV", "NL", "PH", "SB", "US"])


def state(code: str) -> Forms:
    """“Morocco”, “the Netherlands”; official “the Kingdom of Morocco”."""
    name = own(code, "en") or short(code, "en")
    several = is_organisation(code) and " " in name
    if (code in _THE or several) and not name.startswith("the "):
        name = f"the {name}"
    forms = {"": name, "official": own(code, "en_official") or name, "upper": _upper(name)}
    forms["official_upper"] = _upper(forms["official"])
    if adj := adjective(code, "en"):
        forms["adj"] = adj
    return forms


def pair(a: str, b: str) -> Forms:
    """“Moroccan-Russian”."""
    first, second = adjective(a, "en"), adjective(b, "en")
    if not first or not second or " " in first + second or "-" in first + second:
        return {}
    return {"": f"{first}-{second}"}


def person(who: Person) -> Forms:
    """“the Minister of Foreign Affairs of Morocco, Mr Nasser Bourita”."""
    name = who.names.get("en", "")
    if not name:
        return {}
    post, full = who.posts.get("en", ""), addressed(who, "en")
    if not post:
        return {"": full, "name": name}
    if who.party and not _names_state(post, who.party):
        post = f"{post} of {state(who.party)['']}"
    return {"": f"the {post}, {full},", "name": name}


def _names_state(post: str, code: str) -> bool:
    words = (short(code, "en"), adjective(code, "en"), own(code, "en_official"))
    return any(w and w.lower() in post.lower() for w in words)


def phrase(text: str) -> Forms:
    """A noun phrase of the record: as it stands, with a small letter, with a or an."""
    low = _lower(text)
    return {"": low, "upper": _upper(text), "a": f"{'an' if re.match('[aeio]', low) else 'a'} {low}"}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def smooth(sentence: str) -> str:
    """One full stop at the end; no doubled spaces."""
    sentence = re.sub(r"\s+([,.;:])", r"\1", re.sub(r" {2,}", " ", sentence))
    return re.sub(r",+(?=[.,;:]|$)", "", sentence.strip()).replace("..", ".")
