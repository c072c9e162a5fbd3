"""French: articles and prepositions of states, elision and contraction, adjectives of two states."""

from __future__ import annotations

import re

from servanda.writing.facts import Person
from servanda.writing.grammar.courtesy import addressed
from servanda.writing.grammar.states import Forms, adjective, is_organisation, own, prefix, short

FORMS = frozenset(
    ["", "official", "in", "m", "f", "mp", "fp", "post", "name", "upper", "official_upper", "un"]
)
_NO_ARTICLE = frozenset(
    ["AD", "BH", "BN", "CU", "CY", "DJ", "HT", "IL", "KI", "LK", "MC", "MG", "MT", "MU", "NR", "OM", "SG", "SM", "ST",
     "TL", "TV", "TW", "VU", "WS"]
)  # fmt: skip
_PLURAL = frozenset(["AE", "BS", "KM", "MH", "MV", "NL", "PH", "SB", "SC", "US"])
_MASCULINE_IN_E = frozenset(["BZ", "KH", "MX", "MZ", "SR", "ZW"])
_VOWEL = re.compile(r"[aâàæeéèêëhiîïoôœuùûüAÂÀÆEÉÈÊËHIÎÏOÔŒUÙÛÜ]")


#: Heads of the names of organisations: «la Communauté», «la Cour», but «le Groupe», «le Centre».
_FEMININE_HEAD = re.compile(r"(?:e|té|tion|sion|ion|our)$")
_MASCULINE_HEADS = ("Groupe", "Centre", "Programme", "Office", "Organisme", "Bureau", "Comité", "Secrétariat")


def _definite(code: str) -> str:
    if named := own(code, "fr"):
        return named
    name = short(code, "fr").replace("'", "’")
    if code in _NO_ARTICLE:
        return name
    if code in _PLURAL:
        return f"les {name}"
    if is_organisation(code) and " " not in name:
        return name  # «Interpol», «Europol»
    if _VOWEL.match(name):
        return f"l’{name}"
    return f"la {name}" if _feminine(code, name) else f"le {name}"


def _feminine(code: str, name: str) -> bool:
    head = name.split()[0].split("-")[0]
    if is_organisation(code):
        return bool(_FEMININE_HEAD.search(head)) and not head.startswith(_MASCULINE_HEADS)
    return head.endswith("e") and code not in _MASCULINE_IN_E


def _within(code: str, definite: str) -> str:
    """«au Maroc», «en Russie», «aux Pays-Bas», «à Cuba», «auprès de l’Union européenne»."""
    if is_organisation(code):
        return smooth(f"auprès de {definite}")
    if definite.startswith("les "):
        return f"aux {definite[4:]}"
    if definite.startswith("le "):
        return f"au {definite[3:]}"
    if definite.startswith("la "):
        return f"en {definite[3:]}"
    if definite.startswith("l’"):
        return f"en {definite[2:]}"
    return f"en {definite}" if code == "IL" else f"à {definite}"


def state(code: str) -> Forms:
    """With its article; `in`: with the preposition of place; adjectives by gender and number."""
    name = _definite(code)
    forms = {"": name, "in": _within(code, name), "official": own(code, "fr_official") or name}
    forms["upper"], forms["official_upper"] = _upper(name), _upper(forms["official"])
    if adj := adjective(code, "fr"):
        forms |= _inflected(adj)
    return forms


def _inflected(adj: str) -> dict[str, str]:
    f = feminine(adj)
    return {"m": adj, "f": f, "mp": adj if adj.endswith(("s", "x")) else f"{adj}s", "fp": f"{f}s"}


def feminine(adj: str) -> str:
    """The feminine of an adjective of a state."""
    for ending, becomes in (
        ("grec", "grecque"), ("turc", "turque"), ("ien", "ienne"), ("éen", "éenne"), ("yen", "yenne"),
        ("breton", "bretonne"), ("letton", "lettonne"), ("on", "one"),
    ):  # fmt: skip
        if adj.endswith(ending):
            return adj[: -len(ending)] + becomes
    if adj.endswith("bek"):
        return f"{adj[:-2]}èke"
    if adj.endswith("è"):
        return adj  # «burkinabè»
    return adj if adj.endswith("e") else f"{adj}e"


def pair(a: str, b: str) -> Forms:
    """«maroco-russe»."""
    second = adjective(b, "fr")
    first = prefix(a, "fr") or _opening(adjective(a, "fr"))
    if not first or not second:
        return {}
    return {form: f"{first}-{word}" for form, word in _inflected(second).items()}


def _opening(adj: str) -> str:
    for ending in ("ien", "ais", "ois"):
        if adj.endswith(ending) and "-" not in adj:
            return adj[: -len(ending)] + "o"
    return ""


def person(who: Person) -> Forms:
    """«M. Nasser Bourita, ministre des Affaires étrangères du Maroc»: the courtesy where the record has one."""
    name = who.names.get("fr", "")
    if not name:
        return {}
    post = who.posts.get("fr", "").replace("'", "’")
    full = addressed(who, "fr")
    if not post:
        return {"": full, "name": name}
    if not post.startswith("Premi"):
        post = post[:1].lower() + post[1:]  # but «le Premier ministre»
    if who.party and not _names_state(post, who.party):
        post = f"{post} de {_of(who.party)}"
    return {"": f"{full}, {post},", "name": name}


def _of(code: str) -> str:
    """A state after a post: «ministre … de Russie», «d’Algérie», «du Maroc», «de la République de Corée»."""
    name = _definite(code)
    if is_organisation(code) or re.match(
        r"(?:la République|l’État|la Fédération|la Confédération|l’Inde$)", name
    ):
        return name
    return name.removeprefix("la ").removeprefix("l’")


def _names_state(post: str, code: str) -> bool:
    adj = adjective(code, "fr")
    words = (short(code, "fr"), adj, feminine(adj) if adj else "", own(code, "fr_official"))
    return any(w and w.lower() in post.lower() for w in words)


#: Nouns that head the names of instruments and bodies, where the ending does not show the gender.
_FEMININE = re.compile(
    r"(?:convention|déclaration|commission|grande commission|haute commission|sous-commission|feuille|lettre|consultations?)\b"
)


def phrase(text: str) -> Forms:
    """A noun phrase: with a small letter; `un`: with the indefinite article, `le`: with the definite one."""
    low = (text[:1].lower() + text[1:]).replace("'", "’")
    if re.match(
        r"(?:nouveaux|nouvelles|instruments|accords|documents|protocoles|mémorandums|conventions)\b", low
    ):
        return {"": low, "upper": _upper(low), "un": f"de {low}", "le": f"les {low}"}
    feminine_ = bool(_FEMININE.match(low))
    definite = (
        f"l’{low}"
        if _VOWEL.match(low) and not low.startswith("h")
        else f"{'la' if feminine_ else 'le'} {low}"
    )
    if low.startswith("haute"):
        definite = f"la {low}"
    return {"": low, "upper": _upper(low), "un": f"{'une' if feminine_ else 'un'} {low}", "le": definite}


_LA = re.compile(r"\S*(?:tion|sion|té|tié|ence|ance|erie|ude|ure|ique|ise|aix)(?:\s|$)")
_LE = re.compile(r"\S*(?:isme|ment|age|eau|teur|nisme|fic)(?:\s|$)")


def with_article(name: str) -> str:
    """A common noun with its definite article where the ending shows the gender; else as it stands."""
    first = name.split(" ")[0]
    if not first[:1].islower() or re.match(r"(?:le|la|les|un|une|des) |l’", name):
        return name
    if first.endswith("s"):
        return f"les {name}"
    if not (_LA.match(name) or _LE.match(name)):
        return name
    if _VOWEL.match(name):
        return f"l’{name}"
    return f"la {name}" if _LA.match(name) else f"le {name}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


_CONTRACTED = ((r"\b([dD])e le ", r"\1u "), (r"\b([dD])e les ", r"\1es "), (r"\bà le ", "au "), (r"\bà les ", "aux "),
               (r"\bÀ le ", "Au "), (r"\bà Le ", "au "), (r"\b([dD])e Le ", r"\1u "))  # fmt: skip


def smooth(sentence: str) -> str:
    """Contractions (de le → du), elisions (de Oman → d’Oman), and the no-break space before : ; ! ?."""
    for pattern, by in _CONTRACTED:
        sentence = re.sub(pattern, by, sentence)
    sentence = re.sub(r"\b([dD])e ([AÂÀEÉÈÊIÎOÔUaâàeéèêiîoôu])", r"\1’\2", sentence)
    sentence = re.sub(r"\b([qQ])ue ([AÂÀEÉÈÊIÎOÔUaâàeéèêiîoôu])", r"\1u’\2", sentence)
    sentence = re.sub(r" *([:;!?])", "\u00a0\\1", sentence)
    sentence = re.sub(r" {2,}", " ", sentence).replace(" ,", ",").replace(" .", ".").strip()
    return re.sub(r",+(?=[.,;:\u00a0]|$)", "", sentence).replace("..", ".")
