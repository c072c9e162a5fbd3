"""The end of an agreement: done at, on, in which languages, by whom; for letters exchanged, their places and dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .pack import SLOTS
from .parties import Signature, signatures
from .passage import Evidence, Passage


@dataclass(frozen=True)
class Signed:
    date: str
    place: str | None
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def as_json(self) -> dict[str, Any]:
        return {"date": self.date, "place": self.place}


@dataclass(frozen=True)
class Closing:
    """What the end says. `position`: where the formula "done at" stands in the slotted text, None without one."""

    signed: Signed | None = None
    authentic: tuple[str, ...] = ()
    authentic_evidence: tuple[Evidence, ...] = ()
    prevailing: str | None = None
    prevailing_evidence: tuple[Evidence, ...] = ()
    position: int | None = None


_DATE = re.compile(SLOTS["T"])
_WINDOW = 520


def read_closing(passage: Passage) -> Closing:
    """Read the formula "done at …"; without one, the dates of the letters."""
    text = passage.slotted.text
    position, end = _formula(passage)
    if position is None:
        languages, evidence = _languages_in_sentences(passage)
        prevailing, why = _prevailing(passage, 0, len(text))
        return Closing(_letters(passage), languages, evidence, prevailing, why)
    signed = _signed(passage, position, end)
    languages, evidence = _languages(passage, position, end)
    if not languages:
        languages, evidence = _languages_in_sentences(passage)
    prevailing, why = _prevailing(passage, position, min(len(text), end + 400))
    if prevailing is None:
        prevailing, why = _prevailing(passage, 0, len(text))
    return Closing(signed, languages, evidence, prevailing, why, position)


def _formula(passage: Passage) -> tuple[int | None, int]:
    """Where "done at" begins and where its stretch ends: at the first place for a signature."""
    text = passage.slotted.text
    starts = [m for m in passage.pack.closing.done.finditer(text) if _begins(passage, m.start())]
    for number, match in enumerate(starts):
        date = _DATE.search(text, match.start(), min(len(text), match.start() + _WINDOW))
        if date is None or date.start() - match.start() > 300:
            continue
        if number + 1 < len(starts) and starts[number + 1].start() < date.start():
            continue  # "In witness whereof … Done at": the formula begins at "Done"
        end = min(len(text), match.start() + _WINDOW)
        for place in signatures(passage, match.end()):
            # "For the purpose of interpretation …" is no place for a signature, nor is what stands before the date.
            if date.end() < place.start < end:
                end = place.start
                break
        return match.start(), _formula_end(passage, date.end(), end)
    return None, len(text)


def _formula_end(passage: Passage, date: int, end: int) -> int:
    """The end of the sentence with the date and of those after it that still speak of texts and languages."""
    rules = passage.pack.closing
    for sentence in passage.sentences:
        if sentence.end <= date or sentence.start >= end:
            continue
        if sentence.start > date and (sentence.heading or not rules.language_cue.search(sentence.text)):
            return sentence.start
    return end


def _begins(passage: Passage, at: int) -> bool:
    """Whether a sentence can begin here."""
    text, slotted = passage.slotted.text, passage.slotted
    before = text[max(0, at - 3) : at].strip(" \"'*(")
    return not before or before[-1] in "\u2029.;:" or slotted.folded.capital(slotted.starts[at])


def _signed(passage: Passage, position: int, end: int) -> Signed | None:
    slotted, text = passage.slotted, passage.slotted.text
    dates = list(_DATE.finditer(text, position, end))
    if not dates:
        return None
    days = []
    for match in dates:
        day = slotted.date(match[0])
        said = text[match.end() : match.end() + 4]
        if day and not said.startswith(" )"):
            days.append((day, match))
    if not days:
        return None
    first, match = days[0]
    between = text[match.end() : days[1][1].start()] if len(days) > 1 else ""
    if len(days) > 1 and days[1][0] != first and len(between) < 60 and not re.search(r"[.]", between):
        return None  # signed on two days
    if _two_days(slotted.source_text(max(position, match.start() - 24), match.end())):
        return None
    place = _place(passage, position, end)
    stop = min(end, max(match.end(), position + 40))
    return Signed(first.isoformat(), place, (passage.evidence(position, stop),))


def _two_days(said: str) -> bool:
    """ "On 17 June/26 November 1992": a second day stands before the date that was read."""
    return bool(re.search(r"\d{1,2}(?:st|nd|rd|th)?\s+[^\W\d]+\s*/\s*\d{1,2}\s+[^\W\d]+", said))


def _place(passage: Passage, position: int, end: int) -> str | None:
    """The place as the text has it; None if none is found."""
    slotted = passage.slotted
    for match in passage.pack.closing.place.finditer(slotted.text, position, min(end, position + 260)):
        group = next((n for n, said in enumerate(match.groups(), 1) if said), 0)
        raw = match.group(group)
        if not raw or _DATE.search(raw):
            continue
        start = match.start(group) + len(raw) - len(raw.lstrip(" "))
        said = slotted.source_text(start, match.end(group)).strip(" ,*")
        if said and (said[0].isupper() or not said[0].isascii()):
            return re.sub(r"\s+", " ", said)
    return None


# What a letter is headed or closed with: "The Hague, 11 February 1952", «Helsinki, le 24 juillet 1952».
_HEAD = re.compile(
    r"((?:[^\W\d_a-zà-ÿа-я][^\W\d_]*(?:['’\-.][^\W\d_]+)*\.?(?: (?:de|du|la|le|los|of|el|al)\b)?[ \t]*){1,3})(?:,\s*(?:le|on|the|this|den|в|في)?|\s(?:le|on))\s*$"
)
_RUN_TOGETHER = re.compile(r"^.*[A-ZÀ-Þ]{3,}(?=[A-ZÀ-Þ][a-zà-ÿ])", re.DOTALL)


def _letters(passage: Passage) -> Signed | None:
    """Letters all written on one day at one place; None where they differ or the second one is missing."""
    rules, slotted = passage.pack.closing, passage.slotted
    if not rules.letters.search(slotted.text):
        return None
    found: list[tuple[str, str, int, int]] = []
    for match in _DATE.finditer(slotted.text):
        day = slotted.date(match[0])
        start, end = slotted.source_span(match.start(), match.end())
        head = _HEAD.search(passage.source[max(0, start - 60) : start])
        if not day or not head:
            continue
        at = max(0, start - 60) + head.start()
        before = passage.source[:at].rstrip(' \t*_"“(')[-24:]
        last = re.search(r"[^\W\d_]+$", before)
        if (
            last
            and last[0][:1].islower()
            and not before.endswith(("\n", "\r"))
            and "\n" not in passage.source[at - 3 : at]
        ):
            continue  # "signed at London, 8 June 2009" within a sentence
        place = _RUN_TOGETHER.sub("", head[1]).strip(" ,.")
        found.append((day.isoformat(), place, at, end))
    days = {day for day, _, _, _ in found}
    if len(days) != 1 or len({place.casefold() for _, place, _, _ in found}) > 1:
        return None
    if len(found) < 2 and not rules.same_day.search(slotted.text):
        return None
    written, place, start, end = found[0]
    return Signed(written, place, (Evidence(start, end, passage.source[start:end]),))


def _named_languages(passage: Passage, start: int, end: int) -> list[tuple[int, str]]:
    text = passage.slotted.text
    found: dict[int, tuple[int, str]] = {}
    for pattern, code in passage.pack.language_names:
        for match in pattern.finditer(text, start, end):
            if not any(a <= match.start() < b for a, (b, _) in found.items()):
                found[match.start()] = (match.end(), code)
    return [(at, code) for at, (_, code) in sorted(found.items())]


def _languages(passage: Passage, start: int, end: int) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Languages of the copies in the formula "done at …"."""
    text = passage.slotted.text
    cue = passage.pack.closing.language_cue
    prevailing = passage.pack.closing.prevailing.search(text, start, end)
    stop = prevailing.start() if prevailing else end
    found = [
        (at, code)
        for at, code in _named_languages(passage, start, stop)
        if cue.search(text[max(start, at - 90) : min(stop, at + 130)])
    ]
    if not found:
        return (), ()
    codes = tuple(dict.fromkeys(code for _, code in found))
    first, last = found[0][0], found[-1][0]
    return codes, (passage.evidence(max(start, first - 8), min(end, last + 30)),)


def _languages_in_sentences(passage: Passage) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """Languages said to be authentic outside the formula ("whose French and Dutch versions are authentic")."""
    for sentence in passage.sentences:
        match = passage.pack.closing.authentic.search(sentence.text)
        if not match:
            continue
        start = sentence.start + max(0, match.start() - 160)
        end = min(sentence.end, sentence.start + match.end() + 120)
        found = [
            (at, code)
            for at, code in _named_languages(passage, start, end)
            if passage.pack.closing.language_cue.search(passage.slotted.text[max(start, at - 90) : at + 90])
        ]
        if found:
            return tuple(dict.fromkeys(code for _, code in found)), (passage.evidence(found[0][0], end),)
    return (), ()


def _prevailing(passage: Passage, start: int, end: int) -> tuple[str | None, tuple[Evidence, ...]]:
    text = passage.slotted.text
    for match in passage.pack.closing.prevailing.finditer(text, start, end):
        # Only in this sentence: below it may stand "the Kingdom of Saudi Arabia", whose name has that of a language.
        last = re.compile(r"[.\u2029]").search(text, max(match.start(), match.end() - 1), match.end() + 30)
        named = _named_languages(passage, match.start(), min(end, last.start() if last else match.end() + 30))
        codes = {code for _, code in named}
        if len(codes) == 1:
            return codes.pop(), (passage.evidence(match.start(), match.end()),)
    return None, ()


@dataclass(frozen=True)
class Signatory:
    """Who signed and for whom; `party` is None for an organisation."""

    name: str
    party: str | None
    evidence: Evidence

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "party": self.party, "evidence": [self.evidence.as_json()]}


# A name as it stands under a signature: capitals, or capitalised words with initials and particles.
_NAME = re.compile(
    r"(?:(?:[A-ZÀ-ÞА-ЯЁ][a-z]?\s?\.\s?){1,5}\s*|(?:Mr|Mrs|Ms|Dr|H\.E)\.?\s+)?"
    r"(?:[dDlL]['’])?[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w'’`\-]+(?:[ ]+(?:[A-Z]\.|(?:van|von|de|der|den|bin|ben|al|el|da|du|di|ten|ter|of)\b|[A-ZÀ-ÞĀ-ŽА-ЯЁ][\w'’`\-]+)){0,6}"
)


# In a script without capitals: a line of two to six words and nothing else.
_NAME_LINE = re.compile(
    r"(?:(?<=[\n*])|^)[ \t*]*(?:(?:معالي|سعادة|السيد|السيدة|الدكتور|د\.)[ \t]+)*([ء-ي\u064b-\u0652]+(?:[ \t][ء-ي\u064b-\u0652]+){1,5})[ \t*]*(?=\n|،|$)"
)
_RUN_IN = re.compile(r"[A-ZÀ-Þ]{3,}[A-ZÀ-Þ][a-zà-ÿ]")
# Words of a title or office, which a name does not have.
_OFFICE = re.compile(
    r"(?i)\b(?:ambassador|director|minister|ministry|government|kingdom|republic|division|secretary|president|ambassadeur"
    r"|ministre|gouvernement|royaume|république|directeur|extraordinary|annex|schedule|appendix|convention|agreement|protocol|министр|посол|وزير|وزارة|سفير|حكومة|مملكة|جمهورية|مدير|رئيس|ملحق|عن )"
)
# Places for signatures stand close together after the formula.
_BLOCK = 700


def read_signatories(passage: Passage, closing: Closing) -> list[Signatory]:
    """Names under the places for signatures that follow the formula "done at"."""
    if closing.position is None:
        return []
    slotted = passage.slotted
    places: list[Signature] = []
    for place in signatures(passage, closing.position):
        if place.start - (places[-1].end if places else closing.position) > _BLOCK:
            break
        places.append(place)
    if not places:
        return []
    mark = passage.pack.closing.signed_mark.search(slotted.text, closing.position, places[-1].end)
    above = mark is not None and mark.start() < places[0].start
    found: list[Signatory] = []
    for number, place in enumerate(places):
        if above:  # "(sd.) J. LEEFMANS For the Government of …"
            name = _name(passage, places[number - 1].end if number else closing.position, place.start)
        else:
            last = number + 1 == len(places)
            name = _name(
                passage,
                place.end,
                min(len(slotted.text), place.end + 160) if last else places[number + 1].start,
            )
        if name and not any(
            name.start < other.evidence.end and other.evidence.start < name.end for other in found
        ):
            found.append(Signatory(name.quote, place.codes[0] if place.codes else None, name))
    return found


# What may stand between a place for a signature and the name below it.
_LINE = re.compile(r"(?:[\s,*(]*(?:in|with) respect (?:of|to)[^:*\n]*|[^\n*:,]{0,60})[\n*:,]+")


def _name(passage: Passage, begin: int, stop: int) -> Evidence | None:
    """The name in a stretch of the slotted text: after "(sd.)", or below the line of the place for a signature."""
    slotted, source = passage.slotted, passage.source
    begin, stop = min(begin, len(slotted.text)), min(stop, len(slotted.text))
    if begin >= stop:
        return None
    mark = passage.pack.closing.signed_mark.search(slotted.text, begin, stop)
    start = slotted.source_span(0, mark.end() if mark else begin)[1]
    end = slotted.source_span(0, stop)[1]
    if not mark:
        after = _LINE.match(source, start, end)
        if not after:
            return None
        start = after.end()
    end = min(end, start + 140)
    heading = source.find(
        "\n#", max(0, start - 1), end
    )  # what stands below the next heading is no name of this place
    capital = passage.pack.data.parties.capital
    match = (_NAME if capital else _NAME_LINE).search(
        source, start, max(start, heading) if heading >= 0 else end
    )
    if not match:
        return None
    if not capital:
        return None if _OFFICE.search(match[1]) else Evidence(match.start(1), match.end(1), match[1])
    # "C. SCHURMANNPermanent Representative": a name in capitals ends where another word was run into it.
    ran = _RUN_IN.search(match[0])
    name = match[0][: ran.end() - 2] if ran else match[0]
    if len(name) < 4 or _OFFICE.search(name):
        return None
    return Evidence(match.start(), match.start() + len(name), name)
