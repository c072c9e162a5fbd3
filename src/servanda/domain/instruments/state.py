"""What a fold gives: status, intervals with their causes, deadlines, duties owed. See `fold.py` for the function."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from servanda.domain.instruments.rules import RULES


class Status(StrEnum):
    """The one track. What else is true stands in the flags of the interval."""

    NEGOTIATED = "negotiated"
    SIGNED = "signed"
    PROVISIONAL = "provisional"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Cause(NamedTuple):
    """Why: the code of a rule, the entries it worked on, and data such as the base date of a delay."""

    rule: str
    entries: tuple[str, ...]
    data: dict[str, Any] = {}

    @property
    def text(self) -> str:
        """English source text (msgid) of the rule."""
        return RULES[self.rule].text

    @property
    def source(self) -> str:
        return RULES[self.rule].source


class Point(NamedTuple):
    """A day and why that day."""

    day: date
    cause: Cause


class Ending(NamedTuple):
    """First day on which the instrument is ended, how (expired, denounced, superseded, by_consent), and why."""

    day: date
    how: str
    cause: Cause


class Awaited(NamedTuple):
    """What entry into force still waits for. `whom` is None where the parties must act together."""

    whom: str | None
    what: str


class Flags(NamedTuple):
    """What is true beside the status."""

    awaiting: tuple[Awaited, ...] = ()
    renewed: int = 0
    notice_given: bool = False
    ended: str | None = None
    amended: int = 0
    partial: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Only the flags that are set."""
        out: dict[str, Any] = {}
        if self.awaiting:
            out["awaiting"] = [{"whom": a.whom, "what": a.what} for a in self.awaiting]
        if self.renewed:
            out["renewed"] = self.renewed
        if self.notice_given:
            out["notice_given"] = True
        if self.ended:
            out["ended"] = self.ended
        if self.amended:
            out["amended"] = self.amended
        if self.partial:
            out["partial"] = list(self.partial)
        return out


NO_FLAGS = Flags()


class Interval(NamedTuple):
    """[since, until): `until` is the first day of what follows, None where nothing is foreseen."""

    since: date
    until: date | None
    status: Status
    flags: Flags
    causes: tuple[Cause, ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """Ids of the entries that the interval rests on, each once, in order of first mention."""
        return tuple(dict.fromkeys(e for cause in self.causes for e in cause.entries))


class Owed(NamedTuple):
    """A duty: what (name of the act that fulfils it), by whom (None: any or all parties), since when.

    done     day on which it was fulfilled
    lapsed   day from which it no longer matters (in force otherwise, or ended)
    """

    what: str
    by: str | None
    since: date
    done: date | None
    lapsed: date | None
    cause: Cause

    def open_on(self, on: date) -> bool:
        """Owed at the end of that day."""
        return (
            self.since <= on
            and (self.done is None or self.done > on)
            and (self.lapsed is None or self.lapsed > on)
        )


class Deadline(NamedTuple):
    """A date to watch.

    what      name of the act to which it belongs: notice_of_non_renewal, denunciation, renewal, expiry,
              entry_into_force, notification, registration, publication …
    opens     first day on which the act can be done, None if unstated
    last_day  the last legal day, None for a duty without one
    owed_by   who owes it; None where any party may act
    met       day on which it was done
    """

    what: str
    opens: date | None
    last_day: date | None
    owed_by: str | None
    cause: Cause
    met: date | None = None


class SafeDay(NamedTuple):
    """The last safe day to start a note, and whether it rests on holidays not yet announced."""

    day: date | None
    estimated: bool


class Held(NamedTuple):
    """Who holds the file of a party's procedure: at which stage and office, from when, until when."""

    party: str | None
    stage: str
    office: str
    since: date
    until: date | None
    entry: str

    def days(self, on: date) -> int:
        """Days held up to that day."""
        return max(0, (min(on, self.until or on) - self.since).days)


class AmendmentInForce(NamedTuple):
    """An amendment: when agreed, when in force (None: not yet), its mark or title."""

    entry: str
    agreed: date
    in_force: date | None
    title: str
