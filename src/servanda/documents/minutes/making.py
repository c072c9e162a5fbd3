"""Agreed minutes from the record of a session: standing words from the phrases, all else as the officers worded it.

What a language lacks is marked there. Nothing of a circle narrower than joint comes in: the session is looked at as
the other side may see it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from servanda.documents.minutes.annexes import Annexes
from servanda.documents.minutes.content import Line, Minutes
from servanda.documents.minutes.grammar import of_body, of_party
from servanda.documents.model import clean
from servanda.domain.entry import Circle
from servanda.domain.parties.capitals import place_name
from servanda.domain.texts import cldr
from servanda.domain.texts.ordinals_in_words import ordinal_in_words
from servanda.domain.wording import N_, stopped
from servanda.register import details, meetings
from servanda.register.agenda import narrowed
from servanda.register.delegates import Delegated
from servanda.register.installation import own_side
from servanda.register.meetings import Session
from servanda.register.visibility import Viewer

LANGUAGES = ("ar", "ru", "fr", "en")
LONGEST = 4000


class NoMinutes(LookupError):
    """There is no session of that name that the other side may know: `message` (N_) with `data`."""

    code = "no_minutes"
    message = N_("No session {session} is known in the {circle} circle.")

    def __init__(self, session: str, circle: str) -> None:
        super().__init__(self.code)
        self.data = {"session": session, "circle": circle}


@cache
def phrases() -> dict[str, dict[str, Any]]:
    """The standing words by language."""
    return tomllib.loads((files(__package__) / "phrases.toml").read_text(encoding="utf-8"))


def shared(viewer: Viewer, subject: str, on: date) -> Session:
    """The session as both sides may see it, never wider than `viewer`. Raises NoMinutes."""
    found = meetings.look(narrowed(viewer, Circle.JOINT), subject, on)
    if found is None:
        raise NoMinutes(subject, Circle.JOINT.value)
    return found


def minutes(viewer: Viewer, subject: str, on: date, languages: Sequence[str]) -> Minutes:
    """The minutes of a session in one to four languages, in that order. Raises NoMinutes."""
    return written(viewer, shared(viewer, subject, on), tuple(languages), on)


def default_languages(session: Session) -> tuple[str, ...]:
    """The authentic languages of a session; where none is stated, those in which its decisions are worded."""
    stated = [c for c in session.state.facts.get("languages", ()) if c in LANGUAGES]
    if stated:
        return tuple(stated)
    worded = {c for d in session.state.decisions for c, t in d.act.texts.items() if t.strip()}
    return tuple(c for c in LANGUAGES if c in worded)[:3] or ("en",)


def written(viewer: Viewer, session: Session, languages: tuple[str, ...], on: date) -> Minutes:
    """The minutes of a session that was looked at for the circle they are made for (`shared`)."""
    hand = _Hand(session, languages, on)
    lines = [
        *hand.opening(),
        *hand.delegations(),
        *hand.agenda(),
        *hand.decisions(),
        *hand.closing(),
        *Annexes(narrowed(viewer, Circle.JOINT), session, phrases(), languages, on).lines(),
    ]
    signed = session.state.reached("minutes_signed") is not None
    draft = {} if signed else {c: phrases()[c]["draft"] for c in languages}
    day = session.state.ends or on
    return Minutes(languages, tuple(lines), draft, day, own_side())


class _Hand:
    """Writes the lines of one session."""

    def __init__(self, session: Session, languages: tuple[str, ...], on: date) -> None:
        self.session, self.state, self.languages, self.on = session, session.state, languages, on
        self.territory = own_side()

    # --- words ------------------------------------------------------------------------------------

    def line(self, is_: str, say: Callable[[str, dict[str, Any]], str], **more: Any) -> Line:
        """A line of standing words: `say` gets a language and its phrases."""
        return Line(is_, {c: say(c, phrases()[c]) for c in self.languages}, **more)

    def standing(self, is_: str, phrase: str) -> Line:
        """A phrase as it stands."""
        return self.line(is_, lambda c, p: str(p[phrase]))

    def worded(self, is_: str, texts: Mapping[str, str], key: str, label: Mapping[str, str]) -> Line:
        """What the officers wrote, per language; what is missing is marked."""
        said = {c: clean(texts.get(c, ""), LONGEST) for c in self.languages}
        missing = frozenset(c for c, t in said.items() if not t)
        return Line(is_, {c: t or phrases()[c]["missing"] for c, t in said.items()}, label, key, missing)

    def in_language(self, texts: Mapping[str, str], language: str) -> str:
        """One of the versions, else the mark that it is missing. A name under no language is in all."""
        return clean(texts.get(language, "") or texts.get("", "")) or str(phrases()[language]["missing"])

    def day(self, on: date, language: str) -> str:
        return cldr.day(on, language, self.territory, "long")

    def dates(self, language: str) -> str:
        begins, ends = self.state.begins, self.state.ends
        if begins is None:
            return str(phrases()[language]["blank"])
        if ends is None or ends <= begins:
            return self.day(begins, language)
        if language == "ar":
            return f"من {self._part(begins, ends, language)} إلى {self.day(ends, language)}"
        if language == "fr":
            return f"du {self._part(begins, ends, language)} au {self.day(ends, language)}"
        dash = "–" if begins.year == ends.year and begins.month == ends.month else " – "
        return f"{self._part(begins, ends, language)}{dash}{self.day(ends, language)}"

    def from_to(self, language: str) -> str:
        """The days of a session inside a sentence: from … to …."""
        begins, ends = self.state.begins, self.state.ends
        if begins is None or ends is None or ends <= begins or language in ("ar", "fr"):
            return self.dates(language)
        joint = {"ru": ("с ", " по "), "en": ("", " to ")}[language]
        return f"{joint[0]}{self._part(begins, ends, language)}{joint[1]}{self.day(ends, language)}"

    def _part(self, begins: date, ends: date, language: str) -> str:
        """The first day as far as it differs from the last one."""
        if begins.year != ends.year:
            return self.day(begins, language)
        day = cldr.number(begins.day, language, self.territory)
        if begins.month == ends.month:
            return "1er" if language == "fr" and begins.day == 1 else day
        locale = cldr.locale(language, self.territory)
        return f"{day} {locale.months['format']['wide'][begins.month]}"

    def place(self, language: str, named: str | None = None) -> str:
        facts = self.state.facts
        if named:
            same = named == facts.get("place") or named in dict(facts.get("places", {})).values()
            if not same:
                return clean(place_name(named, language))
        places = dict(facts.get("places", {}))
        if places.get(language):
            return clean(places[language])
        plain = place_name(facts.get("place") or "", language)
        return clean(plain) if plain and _writable(plain, language) else str(phrases()[language]["missing"])

    # --- parts ------------------------------------------------------------------------------------

    def _of_body(self, language: str) -> str | None:
        body = self.session.body
        if body is None:
            return None
        name, written_in = details.title(body, language)
        if written_in not in ("", language):
            return str(phrases()[language]["missing"])
        return of_body(clean(name), language)

    def opening(self) -> list[Line]:
        ordinal = self.state.facts.get("ordinal")

        def title(language: str, p: dict[str, Any]) -> str:
            body = self._of_body(language)
            if body is None:
                return str(p["title_alone"])
            if ordinal is None:
                return str(p["title_unnumbered"].format(of_body=body))
            said = ordinal_in_words(ordinal, language, "genitive")
            return str(p["title"].format(ordinal=said, of_body=body))

        def opening(language: str, p: dict[str, Any]) -> str:
            begins, ends = self.state.begins, self.state.ends
            key = "opening_range" if begins and ends and ends > begins else "opening"
            said = ordinal_in_words(ordinal or 1, language)
            words_ = {
                "ordinal": said,
                "Ordinal": said[:1].upper() + said[1:],
                "of_body": self._of_body(language),
            }
            dates = self.from_to(language)
            if language == "ar" and key == "opening":
                dates = f"يوم {dates}"
            return stopped(str(p[key].format(place=self.place(language), dates=dates, **words_)))

        def where(language: str, p: dict[str, Any]) -> str:
            return str(p["place_dates"].format(place=self.place(language), dates=self.dates(language)))

        lines = [self.line("title", title), self.line("subtitle", where)]
        if ordinal is not None and self.session.body is not None and self.state.begins:
            lines.append(self.line("paragraph", opening))
        return lines

    def person(self, who: Delegated, language: str) -> str:
        name = self.in_language(who.names, language)
        post = clean(who.capacity.get(language, ""))
        if who.capacity and not post:
            post = str(phrases()[language]["missing"])
        comma = "، " if language == "ar" else ", "
        return f"{name}{comma}{post}" if post else name

    def delegations(self) -> list[Line]:
        known = [d for d in self.session.delegations if d.head or d.members]
        if not known:
            return []
        lines = [self.standing("heading", "delegations")]
        for d in known:
            if d.head:
                head = d.head
                lines.append(
                    self.line(
                        "paragraph",
                        lambda c, p, d=d, head=head: str(  # type: ignore[misc]
                            p["head"].format(of_party=of_party(d.party, c), person=self.person(head, c))
                        ),
                    )
                )
            if d.members:
                lines.append(
                    self.line(
                        "paragraph",
                        lambda c, p, d=d: str(p["members"].format(of_party=of_party(d.party, c))),  # type: ignore[misc]
                    )
                )
                lines += [
                    self.line("listed", lambda c, _, m=m: self.person(m, c))  # type: ignore[misc]
                    for m in d.members
                ]
        return lines

    def number(self, n: int, language: str) -> str:
        return cldr.number(n, language, self.territory)

    def agenda(self) -> list[Line]:
        if not self.session.items:
            return []
        lines = [self.standing("heading", "agenda")]
        for i in self.session.items:
            label = {c: f"{self.number(i.listed.number, c)}." for c in self.languages}
            lines.append(self.worded("listed", i.listed.item.titles, "", label))
        return lines

    def decisions(self) -> list[Line]:
        session = self.session
        if not any(i.decisions for i in session.items) and not session.stray:
            return []
        lines = [self.standing("heading", "decisions")]
        for i in session.items:
            label = {c: f"{self.number(i.listed.number, c)}." for c in self.languages}
            lines.append(self.worded("item", i.listed.item.titles, f"item/{i.listed.item.key}", label))
            lines += [self._decision(d) for d in i.decisions]
        if session.stray:
            lines.append(self.standing("item", "other"))
            lines += [self._decision(d) for d in session.stray]
        return lines

    def _decision(self, seen: meetings.DecisionSeen) -> Line:
        n = seen.decided.number
        label = {c: str(phrases()[c]["decision"].format(n=self.number(n, c))) for c in self.languages}
        return self.worded("decision", seen.decided.act.texts, f"decision/{seen.decided.act.key}", label)

    # --- the end ----------------------------------------------------------------------------------

    def closing(self) -> list[Line]:
        stated = [c for c in self.state.facts.get("languages", ()) if c in LANGUAGES]
        authentic = stated or list(self.languages)
        prevailing = self.state.facts.get("prevailing")
        signed = self.state.reached("minutes_signed")

        def done(language: str, p: dict[str, Any]) -> str:
            named = p["languages"]
            said = _listed([named[c] for c in authentic], p)
            key = {1: "done_one", 2: "done_two", 3: "done_three"}.get(len(authentic), "done")
            place = self.place(language, signed.place if signed else None)
            at = self.day(signed.on, language) if signed and signed.on else str(p["blank"])
            equal = p["both"] if len(authentic) == 2 else p["all"]
            copies = p["copies"].get(str(len(self.session.parties)), p["copies"]["2"])
            made = p.get(key, p["done"]).format(
                place=place, date=at, copies=copies, languages=said, equal=equal
            )
            if prevailing in LANGUAGES:
                by_gender = p.get("masculine", named)
                made += " " + p["prevails"].format(language=by_gender[prevailing])
            return str(made)

        lines = [self.line("done", done)]
        for d in self.session.delegations:

            def block(language: str, p: dict[str, Any], d: meetings.DelegationSeen = d) -> str:
                head = self.in_language(d.head.names, language) if d.head else ""
                said = str(p["for"].format(of_party=of_party(d.party, language)))
                return f"{said}\n{p['blank']}\n{head}".rstrip()

            lines.append(self.line("signature", block))
        return lines


def _writable(text: str, language: str) -> bool:
    """Whether a name stands in the script of a language."""
    letters = [c for c in text if c.isalpha()]
    script = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff")}.get(language, ("A", "\u024f"))
    return bool(letters) and all(script[0] <= c <= script[1] for c in letters)


def _listed(names: Sequence[str], p: Mapping[str, Any]) -> str:
    if len(names) == 1:
        return names[0]
    return str(p["comma"]).join(names[:-1]) + str(p["and"]) + names[-1]
