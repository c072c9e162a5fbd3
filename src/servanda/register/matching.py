"""What of a reading the register already holds: persons across scripts, bodies, instruments. Offered, never assumed.

A draft that says what is on record is a confirmation, one that says otherwise a contradiction; what merely resembles is
shown and not taken for the same. Names are compared across scripts, fields of cooperation and issues across languages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import get_language

from servanda.domain.texts.names import Decision
from servanda.domain.texts.themes import themes_in
from servanda.domain.wording import N_
from servanda.register import details, queries
from servanda.register.models import Interval, Record, RecordParty, Tie
from servanda.register.name_forms import likest
from servanda.register.visibility import Viewer, records

#: How far apart the days of one signature may be told before they are two signatures.
NEAR = timedelta(days=31)
#: How far apart two reports of one meeting may date it.
SLIP = timedelta(days=3)
#: How far beyond its quotation it is looked what a draft is about (characters), and where a sentence ends.
_FURTHER = 160
_REST = re.compile(r"(?:[^.!?؟;؛\n]|[.](?!\s))*")
TO_COME = frozenset({"expected", "negotiated", "proposed"})
#: What a match says, the strongest first: the draft is on record · it adds to what is · several may be meant ·
#: the record says otherwise · it merely resembles.
SAYS = ("same", "more", "several", "differs", "alike")
#: Where one of these says nothing else, the draft is taken to be about the match.
LINKED = frozenset({"same", "more"})
_OTHER_DAY = N_("The register has {held}, the text {said}.")
_SIGNED = N_("The register holds it as signed on {held}; the text speaks of it as to come.")
_OTHER_PARTY = N_("The register has this name for a person of {party}.")
_SESSION_DAY = N_("The register has session {number} on {held}, the text on {said}.")


@dataclass(frozen=True, slots=True)
class Match:
    """A subject that a draft may be about: what it says of the draft (see SAYS), and why, as (N_ message, data).

    chosen   what it says once a person has chosen it among several; "" where that is the same
    """

    subject: str
    title: str
    says: str
    language: str = ""
    on: date | None = None
    why: tuple[tuple[str, dict[str, Any]], ...] = ()
    chosen: str = ""


def day_of(text: str | None) -> date | None:
    """A full ISO day; a year or month alone is no day."""
    try:
        return date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def _among_several(match: Match) -> Match:
    return replace(match, says="several", chosen=match.says)


def _settled(found: Iterable[Match]) -> list[Match]:
    """The matches, best first; where several would be taken for the same, a person says which."""
    all_of_them = list(found)
    if sum(m.says in LINKED for m in all_of_them) > 1:
        all_of_them = [_among_several(m) if m.says in LINKED else m for m in all_of_them]
    return sorted(all_of_them, key=lambda m: (SAYS.index(m.says), m.subject))


class Known:
    """What the register holds as one reader may see it; loaded once for all drafts of one text.

    statement   subject of the text that is being read
    published   the day of the text, which stands in for a day that it does not say
    text        the text itself: what follows the words of a draft tells what it is about
    """

    def __init__(
        self, viewer: Viewer, statement: str = "", published: date | None = None, text: str = ""
    ) -> None:
        self.viewer, self.statement, self.published, self.text = viewer, statement, published, text
        self._shared: dict[tuple[str, ...], list[Record]] = {}

    def of(self, kind: str, draft: dict[str, Any], whole: dict[str, Any], words: str) -> list[Match]:
        """What the register holds of a draft of the reading `whole`; `words` are those that show it."""
        parties = sorted(draft.get("parties") or ())
        if kind == "persons":
            return self.persons(draft["name"], draft.get("party"), whole.get("language") or "")
        if kind == "bodies":
            return self.bodies(draft, parties, whole, words)
        if kind == "encounters":
            return self.encounters(draft, parties)
        if kind == "instruments":
            return self.instruments(draft, parties, whole, words)
        if kind == "topics":
            shared = {p for e in whole.get("encounters", ()) for p in e.get("parties") or ()}
            return self.topics(draft.get("text") or words, shared, whole.get("language") or "")
        if kind == "undertakings":
            return self.undertakings(draft.get("text") or words, draft.get("by") or ())
        return []

    # -- persons ---------------------------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> list[tuple[Record, frozenset[str], dict[str, str]]]:
        found = records(self.viewer).filter(kind="person").prefetch_related("parties").order_by("subject")
        return [(r, frozenset(p.party for p in r.parties.all()), json.loads(r.titles)) for r in found]

    def persons(self, name: str, party: str | None, language: str = "") -> list[Match]:
        """Persons of the register with the same name in whatever script and case.

        Of another party it is a namesake, who is shown but never taken for the same; so is a family name alone.
        """
        found = []
        for record, parties, names in self._people:
            decision = likest(name, names.values())
            if decision == Decision.DIFFERENT:
                continue
            elsewhere = sorted(parties) if party and parties and party not in parties else []
            why = ((_OTHER_PARTY, {"party": elsewhere[0]}),) if elsewhere else ()
            says = "alike"
            if decision == Decision.SAME and not elsewhere:
                says = "same" if not language or language in names else "more"
            found.append(self._match(record, says, why))
        return _settled(found)

    # -- bodies and their sessions ---------------------------------------------------------------------------------

    def bodies(
        self, draft: dict[str, Any], parties: Sequence[str], whole: dict[str, Any], words: str
    ) -> list[Match]:
        """Mechanisms of the same kind with the same parties, on no other matter; a new one only if it began then."""
        found = []
        begun = self.published
        for record in self._of_parties("mechanism", parties):
            if record.type != draft["type"] or self._other_matter(record, draft, words):
                continue
            if draft["action"] == "created":
                told = record.on and begun and abs(record.on - begun) <= NEAR
                found.append(self._match(record, "same" if told else "alike"))
                continue
            held = self.sessions(record.subject, draft.get("session"))
            says = "more" if draft.get("session") and not held else "same"
            why: tuple[tuple[str, dict[str, Any]], ...] = ()
            said = day_of(session_encounter(draft, whole).get("date"))
            if held and held[0].on and said and abs(held[0].on - said) > SLIP:
                data = {"number": draft["session"], "held": held[0].on, "said": said}
                says, why = "differs", ((_SESSION_DAY, data),)
            found.append(self._match(record, says, why))
        return _settled(found)

    def bodies_of_kind(self, kind: str, parties: Sequence[str]) -> list[Match]:
        """Mechanisms of a kind with all these parties, whatever their matter."""
        return [self._match(r, "same") for r in self._of_parties("mechanism", parties) if r.type == kind]

    def sessions(self, mechanism: str, ordinal: int | None) -> list[Match]:
        """Sessions of a mechanism with the same number."""
        if ordinal is None:
            return []
        found = queries.of_kind(self.viewer, "session")
        found = found.filter(ties__relation="mechanism", ties__target=mechanism)
        return [self._match(r, "same") for r in found if json.loads(r.state).get("ordinal") == ordinal]

    # -- encounters ------------------------------------------------------------------------------------------------

    def encounters(self, draft: dict[str, Any], parties: Sequence[str]) -> list[Match]:
        """Encounters of the same parties: of the same kind and day the same; dated otherwise, with the same persons,
        a contradiction; of another kind on that day alike. A text that does not say the day is of shortly after it."""
        said = day_of(draft.get("date"))
        on = said or self.published
        if on is None:
            return []
        found = []
        for record in self._of_parties("encounter", parties):
            apart = abs(record.on - on) if record.on else None
            if record.party_count != len(parties) or apart is None or apart > SLIP:
                continue
            if record.type == draft["type"] and (
                not apart or (said is None and record.on and record.on <= on)
            ):
                found.append(self._match(record, "same"))
            elif said is None:
                continue
            elif record.type == draft["type"] and self._same_people(record, draft.get("persons") or ()):
                why = ((_OTHER_DAY, {"held": record.on, "said": on}),)
                found.append(self._match(record, "differs", why))
            elif not apart:
                found.append(self._match(record, "alike"))
        return _settled(found)

    def _same_people(self, record: Record, names: Sequence[str]) -> bool:
        """Whether the persons of an encounter are those named, two at least."""
        held = [p.get("name") or "" for p in json.loads(record.state).get("persons", ())]
        known = [n for name in held for n in self._spellings(name)]
        return sum(likest(name, known) == Decision.SAME for name in names) >= 2

    def _spellings(self, name: str) -> list[str]:
        """A name with the other names of the person of the register that bears it."""
        for _, _, names in self._people:
            if name in names.values():
                return list(names.values())
        return [name] if name else []

    # -- instruments -----------------------------------------------------------------------------------------------

    def instruments(
        self, draft: dict[str, Any], parties: Sequence[str], whole: dict[str, Any], words: str
    ) -> list[Match]:
        """Instruments of the same type and parties, on no other matter.

        Signed: of the same day the same; within a month, on the same matter, a contradiction; the announced one on
        the same matter is what was signed. To come: one announced before is the same; one signed already contradicts.
        """
        if draft.get("plural"):
            return []
        said = day_of(draft.get("date"))
        on = said or _meeting_day(whole, parties) or self.published
        found = []
        around = " \n".join(self.text[s:e] for s, e in reach(self.text, draft, whole.get("instruments", ())))
        about = _themes(draft, words) or themes_in(around)
        for record in self._of_parties("instrument", parties):
            if record.type != draft.get("type") or record.party_count != len(parties):
                continue
            if self._other_matter(record, draft, words):
                continue
            held = self._themes(record)
            verdict = self._instrument(record, draft, on, said is not None, bool(about & held))
            if verdict is None:
                continue
            says, alone = verdict[0], False
            if says in LINKED and about and held and not about & held:
                says = "alike"
            elif says in LINKED and bool(about) != bool(held):
                alone = True  # only one of both says what it is about: a person knows
            # An instrument that this very text has given already is another one, unless a person says otherwise.
            if record.subject in self._given and says != "differs":
                says = "alike"
            match = self._match(record, says, verdict[1])
            found.append(_among_several(match) if alone and says in LINKED else match)
        return _settled(found)

    def _instrument(
        self, record: Record, draft: dict[str, Any], on: date | None, exact: bool, matter: bool
    ) -> tuple[str, tuple[tuple[str, dict[str, Any]], ...]] | None:
        status, stage = self._status(record), draft["stage"]
        if status == "negotiated":
            if stage in TO_COME:
                return ("same" if matter else "alike"), ()
            return ("more" if matter else "alike"), ()
        signed = record.on
        if stage in TO_COME:
            if matter and signed and on and signed <= on and on - signed <= timedelta(days=365):
                return "differs", ((_SIGNED, {"held": signed}),)
            return None
        if stage in ("signed", "initialled"):
            if signed is None:
                return ("same" if self._told_lately(record) else "alike"), ()
            if on is None:
                return ("alike", ()) if matter else None
            apart = abs(signed - on)
            if not apart:
                return "same", ()
            if not exact and apart <= SLIP:
                return "same", ()  # the text does not say the day: it was published shortly after
            if apart <= SLIP or (matter and apart <= NEAR):
                return "differs", ((_OTHER_DAY, {"held": signed, "said": on}),)
            return None
        if stage == "in_force" and status == "in_force":
            return ("same" if matter else "alike"), ()
        return ("more" if matter and stage != "existing" else "same" if matter else "alike"), ()

    def _told_lately(self, record: Record) -> bool:
        """Whether a statement of about this day told of a subject of which no day is on record."""
        days = Tie.objects.filter(relation="mentions", target=record.subject, record__in=records(self.viewer))
        return any(
            on and self.published and abs(on - self.published) <= SLIP
            for on in days.values_list("record__on", flat=True)
        )

    @cached_property
    def _given(self) -> frozenset[str]:
        """Subjects of which the text is known to speak: what was accepted of it before."""
        ties = Tie.objects.filter(record__subject=self.statement, relation="mentions")
        return frozenset(ties.values_list("target", flat=True)) if self.statement else frozenset()

    @cached_property
    def _statuses(self) -> dict[int, str]:
        return {}

    def _status(self, record: Record) -> str:
        if record.pk not in self._statuses:
            last = Interval.objects.filter(record=record).order_by("-position").first()
            now = (
                Interval.objects.filter(queries.on_day(self.published), record=record).first()
                if self.published
                else None
            )
            self._statuses[record.pk] = (now or last).status if (now or last) else ""  # type: ignore[union-attr]
        return self._statuses[record.pk]

    # -- topics and undertakings -----------------------------------------------------------------------------------

    def topics(self, words: str, parties: Iterable[str], language: str) -> list[Match]:
        """Topics that bear the same name in some language, or name the same issue in another; of these parties."""
        folded, asked, wanted = words.casefold().strip(), themes_in(words), set(parties)
        found = []
        for record in records(self.viewer).filter(kind="topic").prefetch_related("parties"):
            names: dict[str, str] = json.loads(record.titles)
            named = folded in {n.casefold() for n in names.values()}
            if not named and not (asked and asked == themes_in(" \n".join(names.values()))):
                continue
            theirs = {p.party for p in record.parties.all()}
            ours = not theirs or not wanted or wanted <= theirs
            says = "alike" if not ours else "same" if named or language in names else "more"
            found.append(self._match(record, says))
        return _settled(found)

    def undertakings(self, words: str, by: Iterable[str]) -> list[Match]:
        """Undertakings of the same parties in the same words."""
        folded, wanted = " ".join(words.casefold().split()), sorted(by)
        found = []
        for record in self._of_parties("undertaking", wanted) if wanted else ():
            texts = {" ".join(t.casefold().split()) for t in json.loads(record.titles).values()}
            if folded in texts and record.party_count == len(wanted):
                found.append(self._match(record, "same"))
        return _settled(found)

    # -- what all share --------------------------------------------------------------------------------------------

    def _of_parties(self, kind: str, parties: Sequence[str]) -> list[Record]:
        """Records of a kind with all these parties, each with its sectors; none where no party is known."""
        key = (kind, *parties)
        if key not in self._shared:
            found = records(self.viewer).filter(kind=kind).prefetch_related("sectors")
            for party in parties:
                found = found.filter(Exists(RecordParty.objects.filter(record=OuterRef("pk"), party=party)))
            self._shared[key] = list(found.order_by("subject")) if parties else []
        return self._shared[key]

    def _themes(self, record: Record) -> frozenset[str]:
        titles = " \n".join(json.loads(record.titles).values())
        return themes_in(titles) | {s.sector for s in record.sectors.all()}

    def _other_matter(self, record: Record, draft: dict[str, Any], words: str) -> bool:
        """Whether draft and record both say what they are about, and it is not the same."""
        said = _themes(draft, words)
        held = self._themes(record)
        return bool(said and held and not said & held)

    def _match(self, record: Record, says: str, why: tuple[tuple[str, dict[str, Any]], ...] = ()) -> Match:
        text, language = details.title(record, (get_language() or "en")[:2])
        return Match(record.subject, text, says, language, record.on, why)


def reach(text: str, draft: dict[str, Any], others: Iterable[dict[str, Any]]) -> list[tuple[int, int]]:
    """The stretches that tell what a draft is about: each quotation with what follows it in its sentence, up to where
    the next draft of the kind is told of."""
    starts = sorted(e["start"] for other in others for e in other.get("evidence", ()))
    found = []
    for e in draft.get("evidence", ()):
        end = next((s for s in starts if s > e["end"]), len(text))
        rest = _REST.match(text, e["end"], min(end, e["end"] + _FURTHER))
        found.append((e["start"], rest.end() if rest else e["end"]))
    return found


def _themes(draft: dict[str, Any], words: str) -> frozenset[str]:
    return themes_in(f"{draft.get('title') or ''} \n{words}")


def _meeting_day(whole: dict[str, Any], parties: Sequence[str]) -> date | None:
    """The day on which these parties met, where the text tells of one day only."""
    days = {
        day_of(e.get("date"))
        for e in whole.get("encounters", ())
        if set(parties) <= set(e.get("parties") or ()) and day_of(e.get("date"))
    }
    return days.pop() if len(days) == 1 else None


def session_encounter(draft: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    """The encounter that is the session of a body: the one whose evidence overlaps; {} where there is none."""
    for e in whole.get("encounters", ()):
        if e.get("type") == "session" and any(
            a["start"] < b["end"] and b["start"] < a["end"] for a in e["evidence"] for b in draft["evidence"]
        ):
            return dict(e)
    return {}
