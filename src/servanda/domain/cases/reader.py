"""From the data of a YAML file to cases. Every fault is reported with its case, field and mend."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from servanda.domain.acts import REGISTRY
from servanda.domain.acts.parties import PartyPractice
from servanda.domain.cases.aliases import CLAUSES, DEADLINES, act_fields, clause_fields
from servanda.domain.cases.case import Case, Expected
from servanda.domain.cases.codes import is_party_code, probable_code
from servanda.domain.cases.errors import CaseError, CaseFileError
from servanda.domain.cases.yaml_text import load
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Entry
from servanda.domain.instruments.state import Status

CASE_KEYS = (
    "name", "source", "parties", "clauses", "acts", "expect", "for", "id", "title", "note", "on", "practice",
)  # fmt: skip
EXPECT_KEYS = ("status", "as_known", "flags", "owed", "deadlines", "findings", "for")
ACT_KEYS = ("act", "on", "by", "party", "recorded")
OWED_KEYS = ("what", "by", "owed_by", "since")
DEADLINE_KEYS = ("what", "last_day", "opens", "by", "owed_by", "last_safe_day", "estimated", "met")
INSTRUMENT_ACTS = tuple(name for name, kind in REGISTRY.items() if kind.subject == "instrument")
STATUSES = tuple(s.value for s in Status)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(text: str) -> list[Case]:
    """The cases of a YAML text: one case or a list. Raises CaseFileError with every fault found."""
    return read_data(load(text))


def read_data(data: Any) -> list[Case]:
    """The same from data that is parsed already. Raises CaseFileError."""
    items = data if isinstance(data, list) else [data]
    if data is None or not items:
        raise CaseFileError([CaseError("no_case", "", "file")])
    cases: list[Case] = []
    errors: list[CaseError] = []
    for i, item in enumerate(items):
        reader = _Reader(item, i)
        case = reader.case()
        errors.extend(reader.errors)
        if case is not None:
            cases.append(case)
    if errors:
        raise CaseFileError(errors)
    return cases


class _Reader:
    """Reads one case; collects what is wrong in `errors`."""

    def __init__(self, item: Any, index: int) -> None:
        self.item = item
        self.errors: list[CaseError] = []
        name = item.get("name", item.get("title")) if isinstance(item, dict) else None
        self.name: str = name if isinstance(name, str) else f"case {index + 1}"

    def fault(self, code: str, field: str, value: Any = "", **data: Any) -> None:
        self.errors.append(CaseError(code, self.name, field, value, **data))

    def case(self) -> Case | None:
        item = self.mapping(self.item, "case")
        if item is None:
            return None
        self.known(item, CASE_KEYS, "case")
        parties = self.parties(item.get("parties"))
        clauses = self.clauses(item.get("clauses"))
        entries = self.acts(item.get("acts"))
        practices = self.practices(item.get("practice"))
        party, per_party = self.whom(item.get("for"), "for")
        on = self.day(item["on"], "on") if item.get("on") is not None else None
        expected = self.expected(item.get("expect"), "expect", party)
        for code, inner in per_party.items():
            expected += self.expected(inner, f"for.{code}", code)
        if self.errors:
            return None
        return Case(
            id=str(item.get("id") or self.name),
            name=self.name,
            source=str(item.get("source") or ""),
            parties=parties,
            clauses=clauses or FinalClauses(),
            entries=tuple(entries),
            expected=tuple(expected),
            party=party,
            on=on,
            practices=practices,
        )

    # -- parts --------------------------------------------------------------------------------------

    def parties(self, value: Any) -> tuple[str, ...]:
        if value is None:
            return ()
        codes = [self.party(v, f"parties[{i}]") for i, v in enumerate(self.list(value, "parties"))]
        return tuple(dict.fromkeys(c for c in codes if c))

    def clauses(self, value: Any) -> FinalClauses | None:
        if value is None:
            return FinalClauses()
        stated = self.mapping(value, "clauses")
        if stated is None:
            return None
        self.known(stated, (*FinalClauses.model_fields, *CLAUSES), "clauses")
        fields = clause_fields(stated)
        data = {name: inner for name, inner in fields.items() if name in FinalClauses.model_fields}
        words = {field: key for key, field in CLAUSES.items() if key in stated}
        return self.validated(FinalClauses, data, "clauses", words)

    def acts(self, value: Any) -> list[Entry]:
        if value is None:
            return []
        entries: list[Entry] = []
        for i, item in enumerate(self.list(value, "acts")):
            entries.extend(self.act(item, i))
        return entries

    def act(self, value: Any, index: int) -> Iterable[Entry]:
        field = f"acts[{index}]"
        item = self.mapping(value, field)
        if item is None:
            return
        name = item.get("act")
        if name is None:
            self.fault("missing", f"{field}.act")
            return
        kind = REGISTRY.get(name) if isinstance(name, str) else None
        if kind is None or name not in INSTRUMENT_ACTS:
            self.fault("unknown_act", f"{field}.act", name, known=_near(name, INSTRUMENT_ACTS))
            return
        item, own = act_fields(kind, item), tuple(kind.model_fields)
        if not self.known(item, (*ACT_KEYS, *own), field):
            return
        on = self.day(item["on"], f"{field}.on") if item.get("on") is not None else None
        recorded = item.get("recorded")
        instant = self.instant(recorded, f"{field}.recorded") if recorded is not None else None
        by = item.get("by", item.get("party"))
        actors: list[str | None] = [None]
        if by is not None:
            actors = [self.party(v, f"{field}.by") for v in (by if isinstance(by, list) and by else [by])]
        data = {k: v for k, v in item.items() if k in own and k != "by" and v is not None}
        for key, inner in data.items():
            annotation = str(kind.model_fields[key].annotation)
            if "datetime.date" in annotation or "date |" in annotation:
                data[key] = self.day(inner, f"{field}.{key}")
        act = self.validated(kind, data, field)
        if act is None or (self.errors and any(e.field.startswith(field) for e in self.errors)):
            return
        if on is None:  # the one day that is known of it
            stated = act.__dict__
            on = stated.get("by_instrument_in_force_on") or stated.get("received")
        if instant is None:
            instant = datetime.combine(on or date.min, time.min, UTC)
        for actor in actors:
            said = act.model_copy(update={"by": actor}) if actor and "by" in own else act
            label = f"{index + 1} {name}" + (f" {on}" if on else "") + (f" {actor}" if actor else "")
            yield Entry(id=label, subject=self.name, act=said, on=on, recorded_at=instant)

    def practices(self, value: Any) -> dict[str, PartyPractice]:
        if value is None:
            return {}
        out: dict[str, PartyPractice] = {}
        for code, inner in (self.mapping(value, "practice") or {}).items():
            party = self.party(code, "practice")
            found = self.validated(PartyPractice, inner or {}, f"practice.{code}")
            if party and found:
                out[party] = found
        return out

    # -- what is expected -----------------------------------------------------------------------------

    def whom(self, value: Any, field: str) -> tuple[str | None, dict[str, Any]]:
        """`for`: a party, or a mapping party → what is expected for it."""
        if value is None:
            return None, {}
        if isinstance(value, dict):
            return None, {code: v for k, v in value.items() if (code := self.party(k, field))}
        return self.party(value, field), {}

    def expected(self, value: Any, field: str, party: str | None) -> list[Expected]:
        if value is None:
            return []
        item = self.mapping(value, field)
        if item is None:
            return []
        if item and all(isinstance(k, date) or (isinstance(k, str) and _DAY.fullmatch(k)) for k in item):
            item = {"status": item}  # `for: {MA: {2015-01-01: in_force}}`
        if not self.known(item, EXPECT_KEYS, field):
            return []
        own, per_party = self.whom(item.get("for"), f"{field}.for")
        party = own or party
        general, of_parties = _split_by_party(item.get("status"))
        per_party = {**{code: {"status": inner} for code, inner in of_parties.items()}, **per_party}
        as_known = None
        if item.get("as_known") is not None:
            known = self.mapping(item["as_known"], f"{field}.as_known") or {}
            as_known = {
                instant: self.statuses(inner, f"{field}.as_known.{key}") or {}
                for key, inner in known.items()
                if (instant := self.instant(key, f"{field}.as_known", end=True))
            }
        flags = None
        if item.get("flags") is not None:
            stated = self.mapping(item["flags"], f"{field}.flags") or {}
            flags = {
                day: inner or {} for key, inner in stated.items() if (day := self.day(key, f"{field}.flags"))
            }
        codes = None
        if item.get("findings") is not None:
            found = self.list(item["findings"], f"{field}.findings")
            codes = [str(f.get("code", "")) if isinstance(f, dict) else str(f) for f in found]
        out = [
            Expected(
                party=party,
                status=self.statuses(general, f"{field}.status"),
                as_known=as_known,
                flags=flags,
                owed=self.items(item.get("owed"), f"{field}.owed", OWED_KEYS),
                deadlines=self.items(item.get("deadlines"), f"{field}.deadlines", DEADLINE_KEYS),
                findings=codes,
            )
        ]
        for code, inner in per_party.items():
            out += self.expected(inner, f"{field}.for.{code}", code)
        return out

    def statuses(self, value: Any, field: str) -> dict[date, str | None] | None:
        if value is None:
            return None
        out: dict[date, str | None] = {}
        for key, word in (self.mapping(value, field) or {}).items():
            day = self.day(key, field)
            if word is not None and word not in STATUSES and word != "none":
                self.fault("bad_status", f"{field}.{key}", word, known=", ".join(STATUSES))
            if day is not None:
                out[day] = None if word == "none" else word
        return out

    def items(self, value: Any, field: str, keys: tuple[str, ...]) -> list[dict[str, Any]] | None:
        if value is None:
            return None
        out: list[dict[str, Any]] = []
        for i, inner in enumerate(self.list(value, field)):
            item = {"what": inner} if isinstance(inner, str) else self.mapping(inner, f"{field}[{i}]")
            if item is None or not self.known(item, keys, f"{field}[{i}]"):
                continue
            clean = {**item, "what": DEADLINES.get(item.get("what"), item.get("what"))}  # type: ignore[arg-type]
            for key in ("last_day", "opens", "last_safe_day", "met", "since"):
                if clean.get(key) is not None:
                    clean[key] = self.day(clean[key], f"{field}[{i}].{key}")
            for key in ("by", "owed_by"):
                if clean.get(key) is not None:
                    clean["by"] = self.party(clean[key], f"{field}[{i}].{key}")
            clean.pop("owed_by", None)
            out.append(clean)
        return out

    # -- values ---------------------------------------------------------------------------------------

    def mapping(self, value: Any, field: str) -> dict[Any, Any] | None:
        if isinstance(value, dict):
            # a parser of YAML 1.1 reads the keys `on` and `NO` as truth values
            return {
                {True: "on", False: "NO"}.get(k, k) if isinstance(k, bool) else k: v for k, v in value.items()
            }
        self.fault("not_a_mapping", field, value)
        return None

    def list(self, value: Any, field: str) -> list[Any]:
        if isinstance(value, list | tuple):
            return list(value)
        self.fault("not_a_list", field, value)
        return []

    def known(self, item: dict[Any, Any], keys: Iterable[str], field: str) -> bool:
        fine = True
        keys = tuple(keys)
        for key in item:
            if key not in keys:
                self.fault("unknown_key", field, key, known=_near(key, keys))
                fine = False
        return fine

    def party(self, value: Any, field: str) -> str | None:
        if value is False:
            value = "NO"
        if is_party_code(value):
            return value  # type: ignore[no-any-return]
        self.fault("not_a_party", field, value, candidate=probable_code(value))
        return None

    def day(self, value: Any, field: str) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        if isinstance(value, str) and _DAY.fullmatch(value.strip()):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        self.fault("bad_date", field, value)
        return None

    def instant(self, value: Any, field: str, *, end: bool = False) -> datetime | None:
        """A date (its beginning, or its `end`) or an instant; without a zone it is UTC."""
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=UTC)
        if isinstance(value, str) and not _DAY.fullmatch(value.strip()):
            try:
                found = datetime.fromisoformat(value.strip())
            except ValueError:
                self.fault("bad_date", field, value)
                return None
            return found if found.tzinfo else found.replace(tzinfo=UTC)
        day = self.day(value, field)
        return datetime.combine(day, time.max if end else time.min, UTC) if day else None

    def validated(
        self, model: type[BaseModel], data: Any, field: str, words: dict[str, str] | None = None
    ) -> Any:
        """The model of the data, or None with a fault for each thing that does not fit it."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                self.problem(model, problem, field, words or {})
        return None

    def problem(self, model: type[BaseModel], problem: Any, field: str, words: dict[str, str]) -> None:
        place = field
        for part in problem["loc"]:
            if isinstance(part, int):
                place += f"[{part}]"
            elif not str(part).startswith(("literal[", "function-", "date", "constrained")):
                place += f".{words.get(part, part)}"
        kind, value, context = problem["type"], problem.get("input"), problem.get("ctx") or {}
        if kind == "extra_forbidden":
            outer, _, key = place.rpartition(".")
            self.fault("unknown_key", outer, key, known=_near(key, _fields(model, problem["loc"][:-1])))
        elif kind == "missing":
            self.fault("missing", place)
        elif kind.startswith("date"):
            self.fault("bad_date", place, value)
        else:
            known = context.get("expected") or problem["msg"]
            self.fault("bad_value", place, value, known=str(known))


def _split_by_party(statuses: Any) -> tuple[Any, dict[str, Any]]:
    """`status: {MA: {day: word}}` beside `status: {day: word}`: the general ones, and those of a party."""
    if not isinstance(statuses, dict):
        return statuses, {}
    named = {"NO" if k is False else k: v for k, v in statuses.items()}
    of_parties = {k: v for k, v in named.items() if is_party_code(k) and isinstance(v, dict)}
    return {k: v for k, v in named.items() if k not in of_parties}, of_parties


def _fields(model: type[BaseModel], place: Iterable[Any]) -> list[str]:
    """The keys that may stand at a place within a model's data."""
    inner: Any = model
    for part in place:
        if isinstance(part, str) and part in inner.model_fields:
            inner = _model_within(inner.model_fields[part].annotation) or inner
    return [f.alias or name for name, f in inner.model_fields.items()]


def _model_within(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in get_args(annotation) if (m := _model_within(a))), None)


def _near(word: object, known: Iterable[str]) -> str:
    """The known words, the likeliest first."""
    words = sorted(set(known))
    near = difflib.get_close_matches(str(word), words, n=3, cutoff=0.6)
    return ", ".join([*near, *[w for w in words if w not in near]])
