"""Finding and reading a map, with every mistake in it named by its key and how to mend it."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from servanda.register.intake.faults import IntakeError, MapProblem
from servanda.register.intake.maps.schema import RegisterMap


def shipped_maps() -> list[str]:
    """Names of the maps that come with the product."""
    folder = files("servanda.register.intake.maps")
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))


def load_map(name_or_path: str | Path) -> RegisterMap:
    """The map of that name, or at that path.

    Raises IntakeError `map_missing`, `map_no_toml`, `map_invalid`; the last has in `data["problems"]` every
    MapProblem and names the first in its message.
    """
    given = str(name_or_path)
    if given in shipped_maps():
        text = (files("servanda.register.intake.maps") / f"{given}.toml").read_text(encoding="utf-8")
    else:
        try:
            text = Path(given).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as wrong:
            from servanda.register.faults import reason

            raise IntakeError(
                "map_missing",
                map=given,
                reason=reason(wrong) if isinstance(wrong, OSError) else str(wrong),
                shipped=", ".join(shipped_maps()),
            ) from None
    return parse_map(text, given)


def parse_map(text: str, name: str = "map") -> RegisterMap:
    """The map in `text`. Raises IntakeError `map_no_toml`, `map_invalid`."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise IntakeError(
            "map_no_toml",
            map=name,
            reason=str(wrong),
        ) from None
    try:
        return RegisterMap.model_validate(data)
    except ValidationError as wrong:
        problems = [_problem(e) for e in wrong.errors(include_url=False)]
        raise IntakeError(
            "map_invalid",
            map=name,
            count=len(problems),
            key=problems[0].key,
            problem=problems[0].text(),
            problems=problems,
        ) from None


def _problem(error: Any) -> MapProblem:
    """One pydantic error as a mistake of the map."""
    where = [str(p) for p in error["loc"] if p != "[key]"]
    key = ".".join(where) or "map"
    kind, given = error["type"], str(error.get("input"))[:80]
    if kind.startswith("map:"):
        return MapProblem(
            key, kind.removeprefix("map:"), {k: v for k, v in error["ctx"].items() if k != "code"}
        )
    if kind == "extra_forbidden":
        known = _keys_at(RegisterMap, where[:-1])
        near = get_close_matches(where[-1], known, 1, 0.0)
        return MapProblem(key, "key_unknown", {"keys": ", ".join(known), "near": near[0] if near else "—"})
    if kind == "missing":
        return MapProblem(key, "key_needed")
    if kind in ("literal_error", "enum"):
        return MapProblem(key, "word_unknown", {"given": given, "expected": error["ctx"]["expected"]})
    return MapProblem(key, "value_wrong", {"given": given, "reason": error["msg"]})


def _keys_at(model: type[BaseModel], where: list[str]) -> list[str]:
    """The keys that may stand at a place of the map."""
    current: type[BaseModel] | None = model
    for step in where:
        if current is None:
            return []
        if step.isdigit():
            continue
        names = {f.alias or n: f.annotation for n, f in current.model_fields.items()}
        current = _model_in(names.get(step))
    return [f.alias or n for n, f in current.model_fields.items()] if current else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, dict, Union, UnionType) or get_args(annotation):
        return next((m for a in get_args(annotation) if (m := _model_in(a))), None)
    return None
