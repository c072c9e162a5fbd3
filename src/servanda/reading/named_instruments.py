"""One instrument named several times: which mentions are of the same one, and at which stage it stands in the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.reading.document import Sentence
from servanda.reading.lexicon import Mention
from servanda.reading.outcome import Evidence

#: Stages from the furthest on: an instrument that the text calls both is at the further one.
_ORDER = ("in_force", "ratified", "signed", "initialled", "expected", "negotiated", "proposed", "existing")
#: Within how many sentences “the text” is the instrument named before.
_SOON = 2
#: Stages that an instrument of which the text has told has reached, or will soon.
_REACHED = ("signed", "initialled", "expected", "in_force", "ratified")
#: End of the names of rules that tell of a step of which nothing says that it was taken («avant la signature de l'accord»).
_AWAITED = "-awaited"


@dataclass(slots=True, eq=False)
class NamedInstrument:
    """One mention of an instrument, understood."""

    mention: Mention
    sentence: Sentence
    type: str
    stage: str | None
    weight: int
    parties: tuple[str, ...]
    level: str
    date: str | None
    plural: bool
    definite: bool
    evidence: Evidence
    rule: str
    subject: frozenset[str] = frozenset()
    this: bool = False  # «cet accord»: one of which the text has told
    member: bool = False  # named in an enumeration of what was signed together
    merged: list[NamedInstrument] = field(default_factory=list)


def _same(a: NamedInstrument, b: NamedInstrument) -> bool:
    """Whether two mentions name one instrument."""
    if a.rule == b.rule == "table-signed" and a.sentence is not b.sentence:
        return False  # each row is one
    if a.type != b.type or (a.parties and b.parties and a.parties != b.parties):
        return False
    if a.plural != b.plural:
        one, many = (b, a) if a.plural else (a, b)
        if (a.stage and b.stage and a.stage != b.stage) or a.sentence is b.sentence or one.member:
            return False
        if (
            one.stage
            and one.subject
            and not (one.definite or one.sentence.headline or many.sentence.headline)
        ):
            return False  # “several agreements”, and “an agreement on taxes” among them
    if a.subject and b.subject and a.subject.isdisjoint(b.subject):
        return False
    if a.sentence is b.sentence and (a.member or b.member):
        return False  # «la convention relative à … et la convention relative à …»
    if a.member and b.member and a.subject != b.subject:
        return False
    return not (a.sentence is b.sentence and not a.definite and not b.definite and a.subject != b.subject)


def merged_instruments(named: list[NamedInstrument]) -> list[NamedInstrument]:
    found: list[NamedInstrument] = []
    told = {(n.stage, n.parties) for n in named if "bare" not in n.mention.attrs and not n.plural}
    for n in sorted(
        named, key=lambda n: (n.stage is None, n.sentence.headline, n.sentence.index, n.mention.lo)
    ):
        short = n.type == "other" or (n.type == "declaration" and n.sentence.headline)
        if "bare" in n.mention.attrs and not n.plural and short and (n.stage, n.parties) in told:
            continue  # «Документ подписали …»: the one named before
        rivals = [
            f for f in found
            if _same(f, n) and (n.stage is None or n.stage == f.stage or _moves(f, n) or _again(f, n) or _ratified_again(f, n))
        ]  # fmt: skip
        if not rivals and n.sentence.headline:
            # The headline is about what the text tells of, whatever stage it makes of it.
            body = [f for f in found if (f.type, f.parties, f.plural) == (n.type, n.parties, n.plural)]
            if len(body) == 1 and not body[0].sentence.headline:
                body[0].merged.append(n)
                continue
        if not rivals and (home := _these(found, n)) is not None:
            _goes_on(home, n)
            continue
        if not rivals and _moved_on(found, n):
            continue
        if not rivals and _meant_before(found, n):
            continue
        if rivals:
            home = (
                rivals[0]
                if n.stage == rivals[0].stage or n.stage is None
                else min(rivals, key=lambda r: r.stage != n.stage)
            )
            _goes_on(home, n)
            continue
        if n.stage is None:
            if n.definite and any(
                f.parties == n.parties or not n.parties
                for f in found
                if f.type != n.type and not f.plural and f.stage in ("signed", "expected")
                and (n.level != "match" or f.sentence.index <= n.sentence.index)
            ):  # fmt: skip
                continue
            if (
                n.definite
                and not n.subject
                and any(
                    f.type == n.type
                    and not f.plural
                    and f.stage != "existing"
                    and f.sentence.index < n.sentence.index
                    for f in found
                )
            ):
                continue  # «Moscou a salué l'accord»: the one told of
            if not n.parties or n.level not in ("match", "clause") or not (n.definite or n.plural):
                continue
            n.stage, n.rule = "existing", "default"
        found.append(n)
    return found


def _goes_on(home: NamedInstrument, n: NamedInstrument) -> None:
    """A further mention of one instrument: it stands as far as the further one says, if that tells of what was done."""
    home.merged.append(n)
    further = n.stage and _ORDER.index(n.stage) < _ORDER.index(home.stage or "existing")
    if further and n.stage and (n.weight >= home.weight or n.this) and not n.rule.endswith(_AWAITED):
        home.stage, home.rule = n.stage, n.rule
    home.date = home.date or n.date


def _these(found: list[NamedInstrument], n: NamedInstrument) -> NamedInstrument | None:
    """Which instrument «cet accord» is: the last of its kind told of before; «ces accords»: any told of shortly before."""
    if not n.this:
        return None
    before = [f for f in found if (f.sentence.index, f.mention.lo) < (n.sentence.index, n.mention.lo)]
    alike = [f for f in before if f.type == n.type and (n.plural or not f.plural)]
    alike = alike or [f for f in before if n.plural and n.sentence.index - f.sentence.index <= _SOON]
    return max(alike, key=lambda f: (f.sentence.index, f.mention.lo), default=None)


def _moved_on(found: list[NamedInstrument], n: NamedInstrument) -> bool:
    """“The text was initialled”: the instrument told of right before is so far now. Words that only echo (`echo`) are
    never instruments themselves."""
    if n.type != "other" or "bare" not in n.mention.attrs or not n.definite or n.plural:
        return "echo" in n.mention.attrs
    before = [
        f for f in found
        if f.type != "other" and f.parties == n.parties and not f.plural
        and 0 <= n.sentence.index - f.sentence.index <= _SOON
        and (f.sentence.index, f.mention.lo) < (n.sentence.index, n.mention.lo)
    ]  # fmt: skip
    if (
        before
        and n.stage in ("initialled", "signed")
        and before[-1].stage in ("negotiated", "proposed", "expected")
    ):
        before[-1].stage, before[-1].date = n.stage, n.date
        before[-1].merged.append(n)
        return True
    return "echo" in n.mention.attrs


def _meant_before(found: list[NamedInstrument], n: NamedInstrument) -> bool:
    """“The documents were signed”, «les deux instruments entreront en vigueur»: those just named, not further ones."""
    if n.type != "other" or "bare" not in n.mention.attrs or not n.definite:
        return False
    return any(
        f.type != "other" and 0 <= n.sentence.index - f.sentence.index <= 3
        and (f.sentence.index, f.mention.lo) < (n.sentence.index, n.mention.lo)
        for f in found
    )  # fmt: skip


def _again(told: NamedInstrument, n: NamedInstrument) -> bool:
    """Whether “under the agreement” speaks again of one of which the text has told: signed, expected, in force."""
    return (
        (n.stage == "existing" or n.rule.endswith(_AWAITED))
        and n.definite
        and not n.plural
        and not told.plural
        and (
            n.date is None
            or n.rule.endswith(_AWAITED)
            or (n.rule.endswith("signed-on") and told.date in (None, n.date))
        )
        and n.rule.endswith(("existing", "signed-earlier", "signed-on", _AWAITED))
        and (told.stage in _REACHED or n.rule.endswith(_AWAITED))
        and (told.sentence.index, told.mention.lo) < (n.sentence.index, n.mention.lo)
        and not (n.subject and n.subject != told.subject)
        and not any(0 <= y.lo - n.mention.hi <= 3 for y in n.sentence.of("year"))
    )


def _ratified_again(told: NamedInstrument, n: NamedInstrument) -> bool:
    """“Parliament ratified the agreement. The agreement, signed in June 2023, …”"""
    return (
        n.stage == "existing"
        and n.rule.endswith("signed-on")
        and n.definite
        and not (n.plural or told.plural)
        and told.stage in ("ratified", "in_force")
        and (told.sentence.index, told.mention.lo) < (n.sentence.index, n.mention.lo)
        and not (n.subject and told.subject and n.subject.isdisjoint(told.subject))
    )


def _moves(a: NamedInstrument, b: NamedInstrument) -> bool:
    """Stages that one text may give to one instrument on its way: expected in the lead, signed in the body."""
    if (
        a.stage == "existing"
        and b.stage in ("in_force", "ratified")
        and b.definite
        and not (a.plural or b.plural)
    ):
        return True  # “the implementation of the agreement”, of which the end tells since when it is in force
    if a.stage == "existing" and b.stage == "signed" and a.rule.endswith("signed-on") and b.definite:
        return True  # first with the day of its signature, then as what a bill would approve
    if {a.stage, b.stage} == {"initialled", "expected"} and b.definite and not (a.plural or b.plural):
        return True  # “was initialled in February and is to be signed in June”
    return (
        (
            {a.stage, b.stage} <= {"signed", "expected"}
            or (a.stage, b.stage) in (("ratified", "in_force"), ("negotiated", "expected"))
            or ({a.stage, b.stage} == {"signed", "initialled"} and b.definite)
        )
        and (a.definite != b.definite or a.stage == "ratified")
        and not a.plural
        and not b.plural
    )
