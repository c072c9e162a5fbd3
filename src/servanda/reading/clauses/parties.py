"""Between whom: the parties, from the signatures, the title and preamble, or the letters exchanged."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from .passage import Evidence, Passage
from .states import Mention


@dataclass(frozen=True)
class Signature:
    """A place for a signature: whom it binds (none for an organisation that is no state) and where it stands."""

    codes: tuple[str, ...]
    start: int
    end: int


# Places for signatures stand together; an organisation's is believed only beside a state's.
_NEAR = 700
_DESIGNATION = re.compile(
    r"department of|office|majesty|govern|gouvern|republi|kingdom|royaume|minist|embassy|ambassade|правит|республик|министер|حكوم|جمهوري|مملك|وزار"
)


def signatures(passage: Passage, start: int = 0) -> list[Signature]:
    """The places "For the Government of …" from `start` on."""
    rules, slotted = passage.pack.parties, passage.slotted
    found: list[Signature] = []
    for match in rules.signature_for.finditer(slotted.text, start):
        if not _opens(passage, match.start()):
            continue
        window = min(len(slotted.text), match.end() + 150)
        mention = _first_within(passage, match.end(), window)
        if mention and not rules.signature_gap.search(slotted.text[match.end() : mention.start]):
            found.append(Signature(mention.codes, match.start(), mention.end))
        elif rules.organisations.search(
            slotted.text[match.end() : match.end() + 70]
        ) and not _DESIGNATION.search(slotted.text[match.end() : match.end() + 40]):
            found.append(Signature((), match.start(), match.end() + 40))
    named = [place for place in found if place.codes]
    return [
        place
        for place in found
        if place.codes or any(abs(place.start - other.start) < _NEAR for other in named)
    ]


def _first_within(passage: Passage, start: int, end: int) -> Mention | None:
    """The first state named from `start` on, if it is named before `end`."""
    at = bisect_left(passage.mentions, start, key=lambda mention: mention.start)
    found = passage.mentions[at : at + 1]
    return found[0] if found and found[0].end <= end else None


def _opens(passage: Passage, at: int) -> bool:
    """Whether a place for a signature can begin here: a capital letter, or the beginning of a line."""
    slotted = passage.slotted
    if not passage.pack.data.parties.capital:
        return at == 0 or slotted.text[at - 1] in "\u2029 "
    return slotted.folded.capital(slotted.starts[at])


# Parts of a state overseas (and the former Netherlands Antilles, Surinam beside them): the state contracts for them.
_PARTS = frozenset(
    ["AN", "AW", "BQ", "CW", "SX", "NC", "PF", "WF", "PM", "YT", "RE", "GF", "GP", "MQ", "NH", "ZZ"]
)


def _mentions(passage: Passage) -> list[Mention]:
    text, rules = passage.slotted.text, passage.pack.parties
    return [
        mention
        for mention in passage.mentions
        if not _PARTS & set(mention.codes)
        and not rules.part_of_name.search(text[max(0, mention.start - 60) : mention.start])
    ]


def _lists(passage: Passage) -> dict[tuple[str, ...], float]:
    """Sets of states named together after "between" or side by side as governments, with their weight."""
    rules, slotted = passage.pack.parties, passage.slotted
    text = slotted.text
    weights: dict[tuple[str, ...], float] = {}
    mentions = _mentions(passage)
    for number, match in enumerate(rules.between.finditer(text)):
        if number > 200:
            break
        head = text[max(0, match.start() - 260) : match.start()]
        if not rules.instrument.search(head):
            continue
        codes: list[str] = []
        at = match.end()
        for mention in mentions:
            if mention.start < at:
                continue
            if mention.start - at > 170 or rules.between_stop.search(text[at : mention.start]):
                break
            if not _acted_for(passage, mention):
                codes += mention.codes
            at = mention.end
        if len(set(codes)) > 1:
            _raise(weights, codes, _weight(passage, head, match.start()))
    chain: list[Mention] = []
    for mention in mentions:
        if chain and rules.link.search(text[chain[-1].end : mention.start]):
            chain.append(mention)
            continue
        _count(passage, chain, weights)
        chain = [mention]
    _count(passage, chain, weights)
    return weights


def _raise(weights: dict[tuple[str, ...], float], codes: list[str], weight: float) -> None:
    """A set of parties weighs as much as where it is named best, and a little more each time it is named."""
    key = tuple(sorted(set(codes)))
    weights[key] = max(weights.get(key, 0.0), weight) + 0.05


def _last(pattern: re.Pattern[str], head: str) -> int:
    """Where the last match that reaches the end of `head` begins; -1 without one."""
    at = -1
    match = pattern.search(head)
    while match:
        at = match.start()
        match = pattern.search(head, at + 1)
    return at


def _weight(passage: Passage, head: str, at: int) -> float:
    """How surely "between", which `head` leads to, names the parties of this instrument."""
    rules = passage.pack.parties
    this, earlier = _last(rules.this, head), _last(rules.earlier, head)
    if this >= 0 or earlier >= 0:
        return 6 if this > earlier else 1
    return 6.5 if at < 400 else 2  # the title


def _count(passage: Passage, chain: list[Mention], weights: dict[tuple[str, ...], float]) -> None:
    codes = sorted({code for mention in chain for code in mention.codes})
    union = codes == ["BE", "LU"]  # they contract as one beside others
    if (
        len(chain) > 1
        and len(codes) > 1
        and not union
        and not any(_acted_for(passage, mention) for mention in chain)
    ):
        text = passage.slotted.text
        offices = sum(
            bool(passage.pack.parties.office.search(text[max(0, mention.start - 120) : mention.start]))
            for mention in chain
        )
        if offices > 1 or (offices and _DESIGNATION.search(text[chain[-1].start : chain[-1].end])):
            _raise(weights, codes, 2)


def _acted_for(passage: Passage, mention: Mention) -> bool:
    head = passage.slotted.text[max(0, mention.start - 70) : mention.start]
    match = passage.pack.parties.on_behalf.search(head)
    return bool(match and re.search(r"respect|behalf|author|regard|relation|beneh", match[0]))


def _mentioned(passage: Passage) -> list[tuple[tuple[str, ...], int]]:
    """States, or unions that contract as one, by weight of mention: an office of the state weighs more."""
    weights: Counter[tuple[str, ...]] = Counter()
    for mention in _mentions(passage):
        head = passage.slotted.text[max(0, mention.start - 120) : mention.start]
        office = passage.pack.parties.office.search(head)
        adjective = _DESIGNATION.search(passage.slotted.text[mention.start : mention.end])
        weight = 3 if office or adjective else 1
        if passage.pack.parties.on_behalf.search(head) and not office:
            weight = 0
        weights[mention.codes] += weight
    ranked = weights.most_common()
    return [(codes, weight) for codes, weight in ranked if weight] or ranked


def _by_mention(ranked: list[tuple[tuple[str, ...], int]]) -> set[str]:
    """The parties where only mentions tell: two, or three with a union, for it contracts beside another."""
    unions = [codes for codes, _ in ranked if len(codes) > 1]
    single = [
        (codes, weight) for codes, weight in ranked if not any(set(codes) < set(union) for union in unions)
    ]
    wanted = 3 if any(codes == ("BE", "LU") for codes in unions) else 2
    if len(single) == 1 and single[0][1] < 3:
        return set()  # a place or a passing mention
    if len(single) > wanted:
        single = [(codes, weight) for codes, weight in single[:wanted] if weight > 1]
    return {code for codes, _ in single for code in codes}


def read_parties(passage: Passage, letters: bool = False) -> tuple[list[str], tuple[Evidence, ...]]:
    """Codes of the parties, sorted, with evidence. `letters`: the agreement is an exchange of letters."""
    places = signatures(passage)
    named = [place for place in places if place.codes]
    codes = {code for place in named for code in place.codes}
    evidence = tuple(passage.evidence(place.start, place.end) for place in named[:4])
    organisation = any(not place.codes for place in places)
    if len(codes) >= 2 or (codes and organisation):
        return sorted(codes), evidence
    lists = _lists(passage)
    ranked = _mentioned(passage)
    if lists:
        best, weight = max(
            lists.items(), key=lambda item: (item[1] + (2 if codes & set(item[0]) else 0), len(item[0]))
        )
        # Letters name earlier agreements of more parties; their own are those whose offices write.
        offices = [codes[0] for codes, mentioned in ranked if mentioned >= 3 and len(codes) == 1][:2]
        if letters and len(offices) == 2 and (weight < 4 or _write_alone(ranked)):
            best = tuple(offices)
        codes |= set(best)
        return sorted(codes), evidence or _where(passage, sorted(codes))
    if codes:
        codes |= next((set(others) for others, _ in ranked if not codes & set(others)), set())
    else:
        codes = _by_mention(ranked)
    return sorted(codes), evidence or _where(passage, sorted(codes))


def _write_alone(ranked: list[tuple[tuple[str, ...], int]]) -> bool:
    """Whether two states are named so much more than any other that the letters are theirs."""
    if len(ranked) < 2 or any(len(codes) > 1 for codes, _ in ranked[:2]):
        return False
    third = ranked[2][1] if len(ranked) > 2 else 0
    return ranked[1][1] >= max(9, 3 * third)


def _where(passage: Passage, codes: list[str]) -> tuple[Evidence, ...]:
    """The first mention of each party."""
    left, found = set(codes), []
    for mention in _mentions(passage):
        if left & set(mention.codes):
            left -= set(mention.codes)
            found.append(passage.evidence(mention.start, mention.end))
    return tuple(found)
