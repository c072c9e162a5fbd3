"""The glossary is whole, and the catalogues keep to it: one word for one thing."""

from __future__ import annotations

import re
import unicodedata

import pytest
from django.utils.translation import gettext, override

from servanda.domain.acts.base import REGISTRY
from servanda.domain.instruments.deadlines import DEADLINE_LABELS
from servanda.register.finding_kinds import FINDING_KINDS as FINDINGS
from servanda.register.vocabulary import FAMILIES

from .catalogues_and_glossary import LANGUAGES, glossary, texts

OWN_LETTERS = {"ar": r"[\u0621-\u064a]", "fr": r"[a-zà-ÿ]", "ru": r"[а-яё]"}
# Labels of acts that say more than the term of the glossary, and the term they contain.
ACTS_BY_TERM = {
    "Entry into force, as stated": "entry into force",
    "Expiry, as stated": "expiry",
    "Session planned": "session",
    "Session held under the instrument": "session",
    "Notice of non-renewal": "notice of non-renewal",
    "End of provisional application": "provisional application",
    "Stage of domestic procedure": "domestic procedure",
    "Withdrawal of an entry": "withdrawal of an entry",
    "Objection to an entry": "objection",
    "Deposit of an instrument": "deposit",
}


def plain(text: str, language: str) -> str:
    """A term without capitals, Arabic articles and vowel signs, hyphen kinds: what makes it the same word."""
    text = unicodedata.normalize("NFC", text.casefold()).replace("ё", "е").replace("’", "'")
    if language == "ar":
        text = re.sub(r"[\u064b-\u0652]", "", text)
        text = re.sub(r"(^|\s)ال", r"\1", text)
    return text


def test_the_glossary_has_the_terms_of_the_field() -> None:
    assert len(glossary()) >= 100


@pytest.mark.parametrize("term", sorted(glossary()))
def test_each_term_has_a_word_in_each_language_a_meaning_and_a_source(term: str) -> None:
    found = glossary()[term]
    for language in LANGUAGES:
        assert re.search(OWN_LETTERS[language], found[language]), f"{term} has no word in {language}"
    assert found["definition"].endswith(".")
    assert found["source"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_terms_share_a_word(language: str) -> None:
    words: dict[str, str] = {}
    for term, found in glossary().items():
        word = plain(found[language], language)
        assert word not in words, f"{term} and {words[word]} are both «{found[language]}»"
        words[word] = term


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogues_use_the_words_of_the_glossary(language: str) -> None:
    """Where a text of the product is a term, its words are those of the glossary."""
    terms = {t.casefold(): found for t, found in glossary().items()}
    compared, other = 0, []
    for text in texts(language):
        found = terms.get(text.english[0].casefold())
        if found and len(text.english) == 1:
            compared += 1
            if plain(text.forms[0], language) != plain(found[language], language):
                other.append((text.room, text.english[0], text.forms[0], found[language]))
    assert compared > 60
    assert not other


@pytest.mark.parametrize("language", LANGUAGES)
def test_acts_are_named_by_the_terms_of_the_glossary(language: str) -> None:
    with override(language):
        for label, term in ACTS_BY_TERM.items():
            assert label in {kind.label for kind in REGISTRY.values()}
            word = plain(glossary()[term][language], language)
            assert word[:6] in plain(gettext(label), language), (label, gettext(label), word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_finding_deadline_and_code_is_named_in_the_language(language: str) -> None:
    named = [k.label for k in REGISTRY.values()] + [k.help for k in REGISTRY.values() if k.help]
    named += [f.text for f in FINDINGS.values()] + [f.mend for f in FINDINGS.values()]
    named += list(DEADLINE_LABELS.values())
    named += [text for family in FAMILIES.values() for text in family.values()]
    known = {t.english[0]: t.forms for t in texts(language)}
    assert [text for text in named if text and not known.get(text)] == []
    with override(language):
        if language != "fr":  # French and English share many words («Signature», «Session»)
            assert [text for text in named if text and gettext(text) == text] == []
