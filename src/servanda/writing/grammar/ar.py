"""Arabic: the article, the relative adjectives of states, what ل and ب make of a definite noun."""

from __future__ import annotations

import re

from servanda.writing.facts import Person
from servanda.writing.grammar.courtesy import addressed
from servanda.writing.grammar.courtesy import gender as courtesy_gender
from servanda.writing.grammar.states import Forms, adjective, own, short

FORMS = frozenset(["", "official", "f", "m", "the_f", "the_m", "name", "def", "li"])


def nisba(code: str) -> str:
    """The relative adjective, masculine and indefinite: «مغربي»; "" where the name makes none."""
    if (listed := adjective(code, "ar")) and " " not in listed and listed.endswith("ي"):
        return listed
    name = own(code, "ar") or short(code, "ar")
    if code == "KR":
        return "كوري"
    if " " in name:
        return ""
    stem = name[2:] if name.startswith("ال") and len(name) > 4 else name
    for ending in ("ية", "يا", "ا", "ة", "ى"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 2:
            stem = stem[: -len(ending)]
            break
    return "" if stem.endswith("ي") or len(stem) < 2 else f"{stem}ي"


def state(code: str) -> Forms:
    """The name; official; adjectives f, m and with the article the_f, the_m."""
    name = own(code, "ar") or short(code, "ar")
    forms = {"": name, "official": own(code, "ar_official") or name}
    if adj := nisba(code):
        forms |= {"m": adj, "f": f"{adj}ة", "the_m": f"ال{adj}", "the_f": f"ال{adj}ة"}
    return forms


def pair(a: str, b: str) -> Forms:
    """«المغربية الروسية», «المغربي الروسي», and without the article."""
    first, second = nisba(a), nisba(b)
    if not first or not second:
        return {}
    return {
        "m": f"{first} {second}",
        "f": f"{first}ة {second}ة",
        "the_m": f"ال{first} ال{second}",
        "the_f": f"ال{first}ة ال{second}ة",
    }


#: Verbs that agree with who travels.
_VERBS = {"masc": {"did": "قام", "does": "يقوم"}, "femn": {"did": "قامت", "does": "تقوم"}}


def person(who: Person) -> Forms:
    """«معالي وزير الشؤون الخارجية المغربي السيد ناصر بوريطة»: the adjective agrees with the post (وزيرة … المغربية)."""
    name = who.names.get("ar", "")
    if not name:
        return {}
    post = who.posts.get("ar", "")
    if not post:
        return {"": addressed(who, "ar"), "name": name, **_VERBS.get(courtesy_gender(who), {})}
    if who.party and not _names_state(post, who.party):
        adj = state(who.party).get("the_f" if _woman(post) else "the_m")
        if adj and _plain(post):
            post = f"{post} {adj}"
        else:
            post = f"{post} في {own(who.party, 'ar') or short(who.party, 'ar')}"
    excellency, full = _excellency(who)
    woman = courtesy_gender(who) == "femn" or _woman(post)
    return {"": f"{excellency}{post} {full}", "name": name, **_VERBS["femn" if woman else "masc"]}


def _woman(post: str) -> bool:
    first = post.split()[0]
    return first.endswith("ة") and first != "سماحة"


def _excellency(who: Person) -> tuple[str, str]:
    """What of the courtesy stands before the post («معالي وزير …»), and the name with the rest of it («السيد …»)."""
    from servanda.writing.pack import pack

    courtesy = who.courtesy.get("ar", "").strip()
    first = next((w for w in pack("ar").schema.before_post if courtesy.startswith(f"{w} ")), "")
    if not first:
        return "", addressed(who, "ar")
    return f"{first} ", f"{courtesy[len(first) + 1 :]} {who.names['ar']}"


def _plain(post: str) -> bool:
    """Whether an adjective at the end is understood of the office: «وزير الخارجية المغربي», not after a relative or نعت."""
    return not re.search(r"\b(?:المكلف|المكلفة|لدى|من أجل)\b", post)


def _names_state(post: str, code: str) -> bool:
    name = own(code, "ar") or short(code, "ar")
    adj = nisba(code)
    return name in post or bool(adj and re.search(rf"ال{adj}ة?(?!\w)", post))


def phrase(text: str) -> Forms:
    """A noun phrase as it stands."""
    return {"": text}


def smooth(sentence: str) -> str:
    """What one-letter words make of the article: ل + المغرب → للمغرب, ل + اللجنة → للجنة, ب, و, ف and ك as they are."""
    sentence = re.sub(r"(?<!\w)([وف]?)ل~ال(?=ل)", r"\1ل", sentence)
    sentence = re.sub(r"(?<!\w)([وف]?)ل~ال", r"\1لل", sentence)
    sentence = sentence.replace("~", "")
    return re.sub(r" {2,}", " ", sentence).replace(" ،", "،").replace(" .", ".").replace("..", ".").strip()
