"""The text as the readers of the single clauses see it: sentences with slots, and evidence found in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from .folding import Folded, fold_text, sentences
from .pack import Pack
from .slots import Slotted, slotter
from .states import Mention, states


@dataclass(frozen=True)
class Evidence:
    """A stretch of the source: `quote == text[start:end]`, code points."""

    start: int
    end: int
    quote: str

    def as_json(self) -> dict[str, int | str]:
        return {"start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True)
class Sentence:
    """One sentence of the slotted text. `article`: number of the heading it stands under, counted from 0."""

    start: int
    end: int
    text: str
    article: int
    heading: bool


_HEADING = re.compile(
    r"^[ (\"]*(?:article|art\.?|section|chapter|chapitre|titre|title|ст\.|статья|глава|раздел|(?:ال)?ماده|(?:ال)?فصل)"
    r"\s+[\w().\- ]{1,40}$|^[\W\d]*\w+(?:[ ,]+\w+){0,6}$"
)


@dataclass
class Passage:
    """What is read: `pack` of its language, `slotted` text, sentences in order."""

    pack: Pack
    slotted: Slotted
    sentences: list[Sentence] = field(default_factory=list)

    @classmethod
    def of(cls, text: str | Folded, pack: Pack) -> Passage:
        folded = text if isinstance(text, Folded) else fold_text(text)
        slotted = slotter(pack)(folded)
        passage = cls(pack, slotted)
        article = 0
        for start, end in sentences(slotted.text):
            said = slotted.text[start:end]
            heading = bool(
                len(said) < 90 and not said.rstrip().endswith((".", ",", ";")) and _HEADING.match(said)
            )
            if heading:
                article += 1
            passage.sentences.append(Sentence(start, end, said, article, heading))
        return passage

    def until(self, end: int) -> Passage:
        """The passage with only the sentences that begin before `end` (in the slotted text)."""
        return Passage(self.pack, self.slotted, [s for s in self.sentences if s.start < end])

    @property
    def source(self) -> str:
        return self.slotted.folded.source

    def evidence(self, start: int, end: int) -> Evidence:
        """Evidence for a span of the slotted text, to the ends of its words."""
        a, b = self.slotted.source_span(start, end)
        # A pattern may end within a word ("alternate" of "alternately"), or before the marks that belong to it.
        while 0 < a < len(self.source) and self.source[a].isalnum() and self.source[a - 1].isalnum():
            a -= 1
        while 0 < b < len(self.source) and self.source[b - 1].isalnum() and self.source[b].isalnum():
            b += 1
        return Evidence(a, b, self.source[a:b])

    def quote(self, sentence: Sentence, match: re.Match[str] | None = None) -> Evidence:
        """Evidence for a match in a sentence, or for the sentence."""
        if match is None:
            return self.evidence(sentence.start, sentence.end)
        return self.evidence(sentence.start + match.start(), sentence.start + match.end())

    def before(self, index: int, count: int = 1) -> list[Sentence]:
        """Up to `count` sentences before the one at `index`, nearest first, headings left out, in the same article."""
        found: list[Sentence] = []
        here = self.sentences[index]
        for at in range(index - 1, -1, -1):
            sentence = self.sentences[at]
            if sentence.heading or sentence.article != here.article or len(found) == count:
                break
            found.append(sentence)
        return found

    def after(self, index: int, count: int = 1) -> list[Sentence]:
        """Up to `count` sentences after the one at `index` in the same article."""
        found: list[Sentence] = []
        here = self.sentences[index]
        for sentence in self.sentences[index + 1 : index + 1 + count]:
            if sentence.heading or sentence.article != here.article:
                break
            found.append(sentence)
        return found

    @cached_property
    def mentions(self) -> list[Mention]:
        """The states that the text names, in its order."""
        return states(self.pack).mentions(self.slotted)
