"""Who meets whom, where a sentence names one side only: pronouns, bare posts, “I” and “we”."""

from __future__ import annotations

from servanda.reading.document import Document, Sentence
from servanda.reading.lexicon import Mention
from servanda.reading.whose import PartyBook

#: Within how many first tokens of a sentence its subject begins.
OPENS = 4
#: In how many sentences, and in what share of them, a text says “I” or “we” if it is a speech.
_SPEECH, _SHARE = 8, 0.2


def spoken_by_one(document: Document) -> bool:
    """Whether the text is a speech or an interview."""
    said = sum(bool(s.of("first_person")) for s in document.sentences)
    return said >= _SPEECH and said >= _SHARE * len(document.sentences)


def takes_part(sentence: Sentence, mention: Mention, book: PartyBook) -> bool:
    """Whether somebody of the text's own side is who attends."""
    before = [m for m in sentence.of("first_person", "person", "post") if m.hi <= mention.lo]
    if not before:
        return False
    last = before[-1]
    return last.cls != "person" or last.data is None or last.data.party in (None, book.own)


def met_by_us(sentence: Sentence, mention: Mention, parties: tuple[str, ...]) -> str | None:
    """Whom “I” or “we” meet, where two others are named: the organisation for which a minister of a state speaks."""
    if mention.value == "visit" or not any(
        m.hi <= mention.lo <= m.hi + OPENS for m in sentence.of("first_person")
    ):
        return None
    others = [m.value for m in sentence.of("org", "state") if m.lo >= mention.hi and m.value in parties]
    orgs = [m.value for m in sentence.of("org") if m.lo >= mention.hi and m.value in parties]
    return next(iter(orgs or others), None)


def meets_abroad(sentence: Sentence, mention: Mention, party: str) -> bool:
    """Whether somebody without a state meets one who is named with it: “The Foreign Secretary met President X of Algeria”."""
    met = next((p.data for p in sentence.of("official") if mention.hi <= p.lo <= mention.hi + OPENS), None)
    if met is None or met.party != party or met.party_by not in ("post", "beside"):
        return False
    posts = [
        p for p in sentence.of("post") if p.hi <= mention.lo and p.lo <= OPENS and "plural" not in p.feats
    ]
    before = [m for m in sentence.of("person", "state") if m.hi <= mention.lo]
    return bool(posts) and all(
        (m.data.party if m.cls == "person" and m.data else m.value) == party for m in before
    )


def meant_by_pronoun(document: Document, sentence: Sentence, mention: Mention, book: PartyBook) -> str | None:
    """The party of “he” in “He called on the Prime Minister”: of the person told of first in the sentence before."""
    if not any(m.hi <= mention.lo and m.lo <= OPENS for m in sentence.of("he")):
        return None
    for before in reversed(document.sentences[max(0, sentence.index - 2) : sentence.index]):
        people = [p.data for p in before.of("person") if p.data is not None]
        if people:
            return people[0].party if people[0].party in book.principals else None
    return None
