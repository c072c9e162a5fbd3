"""Finding and reading a map, with every mistake in it named by its key and how to mend it."""

from __future__ import annotations

import tomllib
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from servanda.domain.wording import N_
from servanda.register.intake.faults import IntakeError
from servanda.register.intake.maps.schema import RegisterMap


def shipped_maps() -> list[str]:
    """Names of the maps that come with the product."""
    folder = files("servanda.register.intake.maps")
    return sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))


def load_map(name_or_path: str | Path) -> RegisterMap:
    """The map of that name, or at that path.

    Raises IntakeError `map_missing`, `map_no_toml`, `map_invalid`; the last has in `data["problems"]` a list
    of (key, problem) and names the first in its message.
    """
    given = str(name_or_path)
    if given in shipped_maps():
        text = (files("servanda.register.intake.maps") / f"{given}.toml").read_text(encoding="utf-8")
    else:
        try:
            text = Path(given).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as wrong:
            raise IntakeError(
                "map_missing",
                N_(
                    "“{map}” is no map that can be read: {reason}. Give the path of a TOML file in UTF-8, or one of: {shipped}."
                ),
                map=given,
                reason=getattr(wrong, "strerror", None) or str(wrong),
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
            N_(
                "The map {map} is no TOML: {reason}. Texts stand in quotes; in regular expressions use single quotes."
            ),
            map=name,
            reason=str(wrong),
        ) from None
    try:
        return RegisterMap.model_validate(data)
    except ValidationError as wrong:
        problems = [_problem(e) for e in wrong.errors(include_url=False)]
        raise IntakeError(
            "map_invalid",
            N_("The map {map} has {count} mistakes; the first: {key}: {problem}."),
            map=name,
            count=len(problems),
            key=problems[0][0],
            problem=problems[0][1],
            problems=problems,
        ) from None


def _problem(error: Any) -> tuple[str, str]:
    """(key, what is wrong and how to mend it) of one pydantic error."""
    where = [str(p) for p in error["loc"] if not (isinstance(p, str) and p in ("[key]", "function-after"))]
    key = ".".join(where) or "map"
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _keys_at(RegisterMap, where[:-1])
        near = get_close_matches(where[-1], known, 1, 0.5)
        return (
            key,
            f"there is no such key{f'; did you mean “{near[0]}”?' if near else ''} (keys here: {', '.join(known)})",
        )
    if kind == "missing":
        return key, "this key is needed; add it"
    if kind in ("literal_error", "enum"):
        return (
            key,
            f"“{error.get('input')}” is not one of the words that may stand here: {error['ctx']['expected']}",
        )
    if kind == "value_error":
        return key, str(error["ctx"]["error"])
    return key, f"{error['msg'][:1].lower()}{error['msg'][1:]} (it has: {str(error.get('input'))[:60]})"


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
