"""The work on an instrument's text: what was read of each final clause, what an officer takes of it, what would follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import get_language, gettext
from pydantic import BaseModel

from servanda.domain.acts.bodies import Mechanism
from servanda.domain.acts.consent import Signature
from servanda.domain.acts.register import Document
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Circle
from servanda.domain.parties import name_of
from servanda.domain.texts import cldr
from servanda.domain.wording import N_
from servanda.journal.services import Draft
from servanda.reading.clauses import read_clauses
from servanda.reading.remarks import Oddity, oddities, oddity_at
from servanda.register import clause_acts, files, matching, texts_in
from servanda.register.clause_acts import TextRead
from servanda.register.clause_words import FIELDS, body_lines, field_lines
from servanda.register.installation import own_side
from servanda.register.instrument import Instrument
from servanda.register.relationship import ties_of
from servanda.register.visibility import Viewer
from servanda.web import act_forms
from servanda.web.act_forms import Control, Form

READABLE = ("text", "translation", "certified_copy", "scan")
LONGEST_PASTED = 5_000_000  # characters
SHOWN_WHOLE = 300_000  # a longer text is shown at its ends and around its clauses
AROUND = 2_500
SIGNED, PARTIES, BODY = "signed", "parties", "joint_body"
BODY_FIELDS = frozenset({"names", "kind", "every_months", "when_needed", "alternating", "agenda_days"})
SIGNED_FIELDS = frozenset({"place", "signatories"})
DAY = "signed_on"
OTHERS = {SIGNED: N_("Signature"), PARTIES: N_("Parties"), BODY: N_("Joint body")}


class NotRead(ValueError):
    """A text that cannot be read here: N_ `message`, `data`."""

    MESSAGES = {
        "empty": N_("There is no text to read."),
        "too_long": N_("The text is too long to be an agreement: {n} characters."),
        "language": N_(
            "No final clauses can be read: the text is in no language that is read here (Arabic, Russian, French, English)."
        ),
        "gone": N_("The file is no longer stored here."),
    }

    def __init__(self, code: str, **data: Any) -> None:
        super().__init__(code)
        self.code, self.data, self.message = code, data, self.MESSAGES[code]


@dataclass(slots=True)
class Item:
    """One clause as read.

    lines    what was understood, in words; before: what is on record, where that is something else
    says     new, differs, same (as the record), or held (a body that the register may have already)
    taken    ticked; offered: can be ticked
    """

    number: int
    key: str
    title: str
    lines: list[str]
    before: list[str]
    says: str
    spans: list[dict[str, Any]]
    form: Form
    taken: bool = False
    offered: bool = True
    held: list[Any] = field(default_factory=list)

    @property
    def wrong(self) -> bool:
        """Whether a control has an error."""
        return any(c.errors for c in self.form.controls)


@dataclass(slots=True)
class Stretch:
    """A piece of the text: `of` the numbers of the clauses that it shows, `begins` the spans that begin with it."""

    text: str
    of: str
    begins: list[tuple[Item, int]]
    odd: Oddity | None = None


def language() -> str:
    """The reader's language, two letters."""
    return (get_language() or "en")[:2]


def documents(found: Instrument) -> list[tuple[str, Document, date | None]]:
    """The stored files of the instrument from which a text may be taken."""
    return [d for d in found.documents if d[1].digest and d[1].kind in READABLE]


def text_of_document(found: Instrument, digest: str) -> TextRead:
    """The text of one of the instrument's documents. Raises LookupError, NotRead, TextRefused."""
    act = next((d for _, d, _ in documents(found) if d.digest == digest), None)
    if act is None:
        raise LookupError(digest)
    path = files.path_of(digest)
    if path is None:
        raise NotRead("gone")
    return TextRead(texts_in.text_of_file(path, files.examine(path)), document=digest, name=act.file_name)


def pasted(text: str) -> TextRead:
    """A text that somebody pasted. Raises NotRead."""
    if not text.strip():
        raise NotRead("empty")
    if len(text) > LONGEST_PASTED:
        raise NotRead("too_long", n=cldr.number(len(text), language(), own_side()))
    return TextRead(text, name="text.txt")


def read(source: TextRead) -> dict[str, Any]:
    """The reading of a text. Raises NotRead where its language is none of those with a pack."""
    reading = read_clauses(source.text).as_json()
    if reading["language"] is None:
        raise NotRead("language")
    return reading


def items(
    found: Instrument,
    reading: dict[str, Any],
    viewer: Viewer,
    posted: Mapping[str, str] | None,
    taken: list[str],
) -> list[Item]:
    """Every clause that the text states, in the order of a treaty's last articles; as posted once it was."""
    made = _clause_items(found, reading, posted)
    for one in (
        _signed(found, reading, posted),
        _body(found, reading, viewer, posted),
        _parties(found, reading),
    ):
        if one:
            made.append(one)
    for number, item in enumerate(made, 1):
        item.number = number
        item.taken = item.offered and (item.key in taken if posted is not None else item.says == "new")
    return made


def _form(
    model: type[BaseModel], values: Mapping[str, Any], posted: Mapping[str, str] | None, keep: Any
) -> Form:
    """A form of the controls of `model` that `keep` wants, with what was posted in place of what was read."""
    form = act_forms.blank(model, act_forms.content(model, posted) if posted is not None else values)
    form.controls = [c for c in form.controls if keep(c)]
    return form


def _top(control: Control) -> str:
    return control.name.partition(".")[0]


def _clause_items(found: Instrument, reading: dict[str, Any], posted: Mapping[str, str] | None) -> list[Item]:
    made = []
    standing = clause_acts.on_record(found)
    before: FinalClauses = standing.act.clauses if standing else FinalClauses()  # type: ignore[attr-defined]
    for key, clauses in clause_acts.clauses_read(reading).items():
        same = getattr(clauses, key) == getattr(before, key)
        recorded = field_lines(before, key)
        values = clauses.model_dump(mode="json", exclude_defaults=True)
        form = _form(
            FinalClauses,
            values,
            posted,
            lambda c, key=key: _top(c) == key and not (c.name == key and c.kind == "group"),
        )
        made.append(
            Item(
                0,
                key,
                gettext(FinalClauses.model_fields[key].title or key),
                field_lines(clauses, key),
                [] if same else recorded,
                "same" if same else "differs" if recorded else "new",
                clause_acts.spans_of(reading, key),
                form,
                offered=not same,
            )
        )
    return made


def _signed(found: Instrument, reading: dict[str, Any], posted: Mapping[str, str] | None) -> Item | None:
    signed = reading.get("signed")
    if not signed:
        return None
    day = date.fromisoformat(signed["date"])
    lines = [_day(day), *([signed["place"]] if signed["place"] else [])]
    for s in reading.get("signatories") or ():
        lines.append(s["name"] + (f" ({name_of(s['party'], language())})" if s["party"] else ""))
    recorded = clause_acts.signatures(found)
    days = [e.on for e in recorded if e.on]
    says = "new" if not recorded else "same" if not days or day in days else "differs"
    form = _form(Signature, clause_acts.signature_values(reading), posted, lambda c: _top(c) in SIGNED_FIELDS)
    shown = (posted or {}).get(DAY, day.isoformat())
    form.controls.insert(0, Control(DAY, gettext("Day on which it happened"), "date", value=shown))
    spans = clause_acts.spans_of(reading, SIGNED) + clause_acts.spans_of(reading, "signatories")
    before = [_day(d) for d in days] if says == "differs" else []
    return Item(0, SIGNED, gettext(OTHERS[SIGNED]), lines, before, says, spans, form, offered=says == "new")


def _day(day: date) -> str:
    return cldr.day(day, language(), own_side())


def _body(
    found: Instrument, reading: dict[str, Any], viewer: Viewer, posted: Mapping[str, str] | None
) -> Item | None:
    values = clause_acts.mechanism_values(reading)
    if not values:
        return None
    held = clause_acts.founded(ties_of(viewer, found.record)) if found.record else []
    similar = (
        [] if held else matching.Known(viewer).bodies_of_kind(values["kind"], sorted(found.view.parties))
    )
    form = _form(Mechanism, values, posted, lambda c: _top(c) in BODY_FIELDS)
    spans = clause_acts.spans_of(reading, BODY)
    says = "same" if held else "held" if similar else "new"
    lines = body_lines(values)
    return Item(
        0, BODY, gettext(OTHERS[BODY]), lines, [], says, spans, form, offered=not held, held=held or similar
    )


def _parties(found: Instrument, reading: dict[str, Any]) -> Item | None:
    """The parties, where the text names others than the record: to be looked at, not to be recorded here."""
    read_of = reading.get("parties") or []
    recorded = list(found.view.parties)
    if not read_of or set(read_of) == set(recorded):
        return None
    shown = [
        cldr.listed([name_of(p, language()) for p in some], language(), own_side())
        for some in (read_of, recorded)
    ]
    spans = clause_acts.spans_of(reading, PARTIES)
    blank = Form(FinalClauses, [])
    before = [shown[1]] if recorded else []
    return Item(
        0, PARTIES, gettext(OTHERS[PARTIES]), [shown[0]], before, "differs", spans, blank, offered=False
    )


def wanted(
    found: Instrument,
    source: TextRead,
    reading: dict[str, Any],
    shown: list[Item],
    posted: Mapping[str, str] | None,
    circle: Circle,
    offices: tuple[str, ...] = (),
    reason: str = "",
) -> list[Draft] | None:
    """The acts that follow from the ticked items; None where one of them is wrong: its form then has the errors."""
    taken = {i.key: i for i in shown if i.taken}
    values = dict(posted) if posted is not None else _flat(shown)
    fields = [k for k in FIELDS if k in taken]
    bound = act_forms.bound(FinalClauses, {k: v for k, v in values.items() if k.partition(".")[0] in fields})
    signature = act_forms.bound(Signature, _only(values, SIGNED_FIELDS)) if SIGNED in taken else None
    body = None
    if BODY in taken:
        founding = {"parties": ",".join(found.view.parties), "founded_by": found.subject}
        body = act_forms.bound(Mechanism, {**_only(values, BODY_FIELDS), **founding})
    for form, keys in ((bound, fields), (signature, [SIGNED]), (body, [BODY])):
        for key in keys if form else ():
            _carry_errors(form, taken[key])
    day, day_wrong = _signed_day(values) if signature else (None, "")
    if day_wrong:
        taken[SIGNED].form.controls[0].errors.append(day_wrong)
    if bound.act is None or day_wrong or any(form and form.act is None for form in (signature, body)):
        return None
    amended = [
        i.title
        for i in taken.values()
        if posted is not None and i.key in fields and _amended(bound.act, reading, i.key)
    ]
    note = gettext("Amended against the reading: {what}.").format(what=", ".join(amended)) if amended else ""
    return clause_acts.drafts(
        found,
        source,
        reading,
        {k: getattr(bound.act, k) for k in fields},
        (day, signature.act) if signature else None,
        body.act if body else None,
        circle,
        offices,
        reason or gettext("Read from the text of the instrument."),
        note,
        own_side(),
    )


def _amended(taken: FinalClauses, reading: dict[str, Any], key: str) -> bool:
    as_read = clause_acts.clauses_read(reading).get(key)
    return as_read is None or getattr(as_read, key) != getattr(taken, key)


def _only(values: Mapping[str, str], fields: frozenset[str]) -> dict[str, str]:
    return {k: v for k, v in values.items() if k.partition(".")[0] in fields}


def _flat(shown: list[Item]) -> dict[str, str]:
    """The controls as a browser would post them untouched."""
    return {c.name: c.value for i in shown for c in i.form.controls if c.kind != "group" and c.value}


def _signed_day(values: Mapping[str, str]) -> tuple[date | None, str]:
    try:
        return date.fromisoformat(values.get(DAY, "").strip()), ""
    except ValueError:
        message = act_forms.ERRORS["date_parsing"]
        return None, gettext(message)


def _carry_errors(form: Form | None, item: Item) -> None:
    """Errors of the form that was validated as a whole, to the controls of the item that shows them."""
    if form is None:
        return
    errors = {c.name: c.errors for c in form.controls if c.errors}
    names = {c.name for c in item.form.controls}
    for control in item.form.controls:
        control.errors += errors.get(control.name, [])
    item.form.errors += form.errors
    # An error at a group that the item does not show as a control stands above its controls.
    for name, found in errors.items():
        if name == item.key and name not in names:
            item.form.errors += found


def marked(text: str, shown: list[Item], cut: str) -> list[Stretch]:
    """The text cut at the edges of all spans and oddities. Of a very long text what is far from every span is left out (`cut`)."""
    spans = [(s["start"], s["end"], item, n) for item in shown for n, s in enumerate(item.spans)]
    odd = oddities(text)
    edges = sorted(
        {
            0,
            len(text),
            *(x for s, e, _, _ in spans for x in (s, e)),
            *(x for o in odd for x in (o.start, o.end)),
        }
    )
    stretches = []
    for start, end in pairwise(edges):
        of = dict.fromkeys(str(item.number) for s, e, item, _ in spans if s <= start and end <= e)
        begins = [(item, n) for s, _, item, n in spans if s == start]
        piece = text[start:end]
        if not of and len(text) > SHOWN_WHOLE and len(piece) > 2 * AROUND:
            piece = piece[:AROUND] + cut + piece[-AROUND:]
        stretches.append(Stretch(piece, " ".join(of), begins, oddity_at(odd, start, end)))
    return stretches
