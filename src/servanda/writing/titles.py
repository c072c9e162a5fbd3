"""The title of an instrument inside a note: with its article, in its cases, with what agrees with it."""

from __future__ import annotations

import re

from servanda.writing.grammar import grammar
from servanda.writing.grammar import ru as russian

Forms = dict[str, str]
#: Words that a title in English does not raise.
_SMALL = frozenset(
    ["a", "an", "and", "at", "between", "by", "for", "from", "in", "of", "on", "the", "to", "with"]
)
#: First words of Arabic titles that name an instrument and take the article before a preposition: «الاتفاق بشأن …».
_HEADS = frozenset(["اتفاق", "اتفاقية", "بروتوكول", "معاهدة", "إعلان", "بيان", "ترتيب", "ميثاق"])
#: What follows in construct and takes it there: «مذكرة التفاهم», «برنامج التعاون», «خطة العمل».
_OF = frozenset(["تفاهم", "تعاون", "عمل", "مذكرات", "نوايا", "اجتماع", "صداقة"])
#: What may follow the name proper: before these the article is due.
_AFTER = re.compile(r"(?:بشأن|حول|في|بين|على|بخصوص|المتعلقة?|الخاصة?)$|ل\w{3,}")


def title_forms(name: str, language: str, *, generic: bool) -> Forms:
    """The forms of a title; `generic`: made from the type, not recorded, so that it may be raised."""
    forms = dict(grammar(language).phrase(name))
    if language == "en":
        upper = _raised(name) if generic else name[:1].upper() + name[1:]
        plural = upper.split(" ")[0] in ("Minutes", "Agreed")
        return {"": upper, "the": f"the {upper}", "its": "their" if plural else "its"}
    if language == "fr":
        article = forms["le"][: len(forms["le"]) - len(forms[""])]
        feminine = forms["un"].startswith("une ")
        return {
            "": forms["upper"],
            "le": article + forms["upper"],
            "signed": "signée" if feminine else "signé",
            "its": "leur" if article == "les " else "son",
        }
    if language == "ru":
        return _russian(forms)
    feminine = name.split()[0].endswith("ة") or name.split()[0] == "مذكرة"
    return {
        **forms,
        "def": definite(name),
        "on_it": "عليها" if feminine else "عليه",
        "its": "ها" if feminine else "ه",
        "signed": "الموقعة" if feminine else "الموقع",
    }


def _raised(name: str) -> str:
    """“Agreement on Cooperation in the Field of Energy”."""
    words = name.split(" ")
    raised = [w if i and w in _SMALL else w[:1].upper() + w[1:] for i, w in enumerate(words)]
    return " ".join(raised)


def _russian(forms: Forms) -> Forms:
    gender = forms.get("gender", "")
    raised = {k: v[:1].upper() + v[1:] for k, v in forms.items() if k != "gender"}
    participle = russian._agreeing("подписанный")
    if not gender:
        return raised
    its = {"femn": "её", "plur": "их"}.get(gender, "его")
    return raised | {"its": its} | {f"signed_{c}": participle[f"{gender}_{c}"] for c in ("gent", "accs")}


def definite(name: str) -> str:
    """«الاتفاق بشأن …», «مذكرة التفاهم في مجال …»: the title as that of a known instrument."""
    words = name.split(" ")
    if len(words) == 1 or _AFTER.match(words[1]):
        return " ".join([_with_article(words[0]), *words[1:]]) if words[0] in _HEADS else name
    closed = len(words) == 2 or _AFTER.match(words[2])
    if words[1] in ("مشترك", "مشتركة") and closed:
        return " ".join([_with_article(words[0]), _with_article(words[1]), *words[2:]])
    if words[1] in _OF and closed:
        return " ".join([words[0], _with_article(words[1]), *words[2:]])
    return name


def _with_article(word: str) -> str:
    return word if word.startswith("ال") else f"ال{word}"
