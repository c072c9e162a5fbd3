"""The ministry, or the secretariat of an organisation, that writes or receives a note."""

from __future__ import annotations

import re

from servanda.writing.grammar import fr, grammar
from servanda.writing.grammar import ru as russian
from servanda.writing.grammar.states import is_organisation
from servanda.writing.pack import pack

Forms = dict[str, str]
#: Heads of French offices that are feminine.
_FEMININE = re.compile(r"(?:Commission|Secrétairerie|Banque|Agence|Cour)\b")
#: How a Russian office is grateful, by the gender of its head.
_GRATEFUL = {"masc": "признателен", "femn": "признательна", "neut": "признательно"}
_WOULD = {"masc": "был бы", "femn": "была бы", "neut": "было бы"}


def office(code: str, language: str) -> Forms:
    """Its name with its article and a small letter (`lower`), with a capital (``), and in the forms of the language."""
    named = pack(language).schema.offices
    frame = named.get(code) or named["organisation" if is_organisation(code) else "state"]
    forms = grammar(language).state(code)
    name = frame.format(
        official=forms["official"], official_gent=forms.get("official_gent", forms["official"])
    )
    if language == "en":
        return {"lower": f"the {name}", "": f"The {name}"}
    if language == "fr":
        feminine = bool(_FEMININE.match(name))
        text = fr.smooth(f"{'la' if feminine else 'le'} {name}")
        return {
            "lower": text,
            "": text[:1].upper() + text[1:],
            "grateful": "reconnaissante" if feminine else "reconnaissant",
            "informed": "informée" if feminine else "informé",
        }
    if language == "ru":
        return _russian(name)
    return {"": grammar("ar").smooth(name)}


def _russian(name: str) -> Forms:
    parts = russian.phrase(name)
    gender = parts.get("gender", "neut")
    cases = {case: parts[case] for case in russian.CASES if case in parts}
    return {"": name, **cases, "grateful": _GRATEFUL[gender], "would": _WOULD[gender]}
