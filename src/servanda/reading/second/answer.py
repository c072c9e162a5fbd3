"""What of an answer is believed: its quotations are looked for in the text, its values held to the schema.

Offsets are computed here from the quotation; any that the answer gives are not even read. A draft without a quotation
that stands in the text is refused, and so is one with a value that is none of the schema: each with its reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from pydantic import ValidationError

from servanda.domain.wording import N_
from servanda.reading.outcome import KINDS, LONGEST_EVIDENCE, Draft, Evidence, Reading
from servanda.reading.second.form import FORMS
from servanda.reading.second.likeness import supported, words_of

#: The most drafts that are looked at, and the most refusals that are kept to be shown.
MOST_DRAFTS, MOST_REFUSALS = 400, 100
_FENCE = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)```", re.S)
_THOUGHT = re.compile(r"<think>.*?</think>", re.S)
_SPACE = re.compile(r"\s+")


class AnswerFault(ValueError):
    """An answer of which nothing can be used: `code`, N_ `message`, `data`."""

    MESSAGES: ClassVar[dict[str, str]] = {
        "not_json": N_(
            "The second reader did not answer in the form that was asked for: nothing of it is used."
        ),
        "empty_answer": N_("The second reader answered without a word."),
    }

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code, self.message = code, self.MESSAGES[code]
        self.data: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A draft, or a part of one, that was not taken: its kind as the answer called it, why, and the words concerned."""

    kind: str
    code: str
    words: str = ""

    MESSAGES: ClassVar[dict[str, str]] = {
        "not_in_text": N_("The quotation does not stand in the text."),
        "no_quote": N_("There is no quotation."),
        "quote_too_long": N_("The quotation is longer than a sentence."),
        "wrong_value": N_("A value is none that the schema knows, or of another type."),
        "unknown_kind": N_("This kind of fact is not known."),
        "not_a_list": N_("The facts of this kind do not come as a list."),
        "name_not_in_text": N_("The name does not stand in the text."),
        "words_not_in_text": N_("These words do not stand in the text and were left out of the draft."),
        "too_many": N_("There are more drafts than are looked at."),
    }

    @property
    def message(self) -> str:
        """The reason in English, for the catalogues."""
        return self.MESSAGES[self.code]

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "code": self.code, "words": self.words}


@dataclass(slots=True)
class Answer:
    """What is believed of an answer, as a reading like any other, and what was refused."""

    reading: Reading
    refused: list[Refusal] = field(default_factory=list)

    def drafts(self) -> dict[str, list[dict[str, Any]]]:
        """The drafts by kind, in the form of the schema. No confidence: nothing here could vouch for one."""
        return {
            kind: [{k: v for k, v in d.as_json().items() if k != "confidence"} for d in self.reading.of(kind)]
            for kind in KINDS
        }


def object_of(content: str) -> dict[str, Any]:
    """The JSON object of an answer, also within code fences or after thoughts. Raises AnswerFault."""
    content = _THOUGHT.sub("", content).strip().removeprefix("\ufeff")
    if not content:
        raise AnswerFault("empty_answer")
    tries = [content, *(m[1] for m in _FENCE.finditer(content))]
    if "{" in content:
        tries.append(content[content.index("{") : content.rfind("}") + 1])
    for text in tries:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    raise AnswerFault("not_json")


class _Finder:
    """Finds quotations in one text: letter by letter, or but for the white space between words."""

    def __init__(self, text: str) -> None:
        self.text = text
        kept: list[str] = []
        self._at: list[int] = []  # the place in the text of each character of the narrowed text
        for match in re.finditer(r"\s+|\S", text):
            kept.append(" " if match[0].isspace() else match[0])
            self._at.append(match.start())
        self._narrow = "".join(kept)

    def find(self, quote: str) -> Evidence | None:
        """The first place where the quotation stands whole, else the first one at all."""
        wanted = _SPACE.sub(" ", quote).strip()
        if not any(c.isalnum() for c in wanted):
            return None
        inside, at = -1, self._narrow.find(wanted)
        while at >= 0:
            if self._whole(at, at + len(wanted)):
                break
            inside, at = (at if inside < 0 else inside), self._narrow.find(wanted, at + 1)
        at = at if at >= 0 else inside
        if at < 0:
            return None
        start, end = self._at[at], self._at[at + len(wanted) - 1] + 1
        return Evidence(start, end, self.text[start:end])

    def _whole(self, start: int, end: int) -> bool:
        before, after = self._narrow[start - 1 : start], self._narrow[end : end + 1]
        return not (before.isalnum() and self._narrow[start].isalnum()) and not (
            after.isalnum() and self._narrow[end - 1].isalnum()
        )


def understood(content: str, text: str, language: str, published: date | None) -> Answer:
    """Everything of an answer that holds against the text and the schema. Raises AnswerFault where nothing is JSON."""
    said = object_of(content)
    found = Answer(Reading(text, language, published, [], []))
    finder, known = _Finder(text), words_of(text)
    looked = 0
    for kind, items in said.items():
        if kind in ("id", "language", "published", "source"):
            continue  # the head of the schema's object: ours is known
        if kind not in FORMS:
            found.refused.append(Refusal(str(kind)[:60], "unknown_kind"))
        elif not isinstance(items, list):
            if items is not None:
                found.refused.append(Refusal(kind, "not_a_list"))
        else:
            for item in items:
                looked += 1
                if looked > MOST_DRAFTS:
                    found.refused.append(Refusal(kind, "too_many"))
                    break
                _take(found, kind, item, finder, known)
    del found.refused[MOST_REFUSALS:]
    if not found.reading.spans_ok():
        raise AssertionError("a span that is not in the text")
    order = {kind: n for n, kind in enumerate(KINDS)}
    found.reading.drafts.sort(key=lambda d: (order[d.kind], d.evidence))
    return found


def _take(found: Answer, kind: str, item: Any, finder: _Finder, known: frozenset[str]) -> None:
    try:
        fact = FORMS[kind].model_validate(item).model_dump()
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(p) for p in first["loc"])
        if first["loc"][:1] == ("evidence",):
            found.refused.append(Refusal(kind, "no_quote"))
        else:
            value = first.get("input")
            shown = str(value) if isinstance(value, str | int | float | bool) else ""
            found.refused.append(Refusal(kind, "wrong_value", f"{place}: {shown}"[:200].rstrip(": ")))
        return
    evidence = []
    for quote in fact.pop("evidence"):
        span = finder.find(quote)
        if span is None:
            found.refused.append(Refusal(kind, "not_in_text", quote[:LONGEST_EVIDENCE]))
        elif span.end - span.start > LONGEST_EVIDENCE:
            found.refused.append(Refusal(kind, "quote_too_long", quote[:80]))
        else:
            evidence.append(span)
    if not evidence:
        return
    if kind == "persons" and not supported(fact["name"], known):
        found.refused.append(Refusal(kind, "name_not_in_text", fact["name"]))
        return
    _leave_out_invented(found, kind, fact, known)
    for name in ("parties", "by"):
        if name in fact:
            fact[name] = sorted(set(fact[name]))
    if kind == "instruments" and not fact["plural"]:
        del fact["plural"]
    missing = [k for k, v in fact.items() if v is None]
    draft = Draft(kind, fact, sorted(set(evidence)), reasons=["second-reader"], missing=missing)
    if not any(
        d.kind == kind and d.facts == fact and d.evidence == draft.evidence for d in found.reading.drafts
    ):
        found.reading.drafts.append(draft)


def _leave_out_invented(found: Answer, kind: str, fact: dict[str, Any], known: frozenset[str]) -> None:
    """Words that the text does not have are no part of a draft."""
    for name in ("title", "post", "place"):
        if fact.get(name) and not supported(fact[name], known):
            found.refused.append(Refusal(kind, "words_not_in_text", fact[name]))
            fact[name] = None
    if "persons" in fact:
        lost = [p for p in fact["persons"] if not supported(p, known)]
        found.refused += [Refusal(kind, "name_not_in_text", p) for p in lost]
        fact["persons"] = [p for p in fact["persons"] if p not in lost]
