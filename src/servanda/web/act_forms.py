"""Forms made from the classes of acts: controls from their fields, content from what was typed, errors at the control.

A field becomes one control, or several: names per language one for each language, a nested model one for each of its
fields, a list of models as many groups as are filled and one more. The name of a control is the path to its value
(`titles.ar`, `notice.0.purpose`), so what is posted folds back into the shape that the class validates.
"""

from __future__ import annotations

import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from django.utils.translation import gettext
from pydantic import BaseModel, ValidationError

from servanda.domain.acts.fields import Text
from servanda.domain.wording import N_
from servanda.register.vocabulary import FAMILIES, OPTION
from servanda.register.vocabulary_sessions import BY_FIELD

LANGUAGES = ("ar", "ru", "fr", "en")
SPARE = 1  # empty groups offered beyond those filled
LONG = {"text", "reason", "texts", "note", "summary"}

# Errors of pydantic by type, in words that say what to do.
ERRORS = {
    "missing": N_("Fill this in: the act cannot be recorded without it."),
    "string_pattern_mismatch": N_(
        "This is not in the form expected here (for a party: its code, such as MA or EU)."
    ),
    "date_parsing": N_("This is no date: write it as year-month-day, such as 2010-04-15."),
    "date_from_datetime_parsing": N_("This is no date: write it as year-month-day, such as 2010-04-15."),
    "date_from_datetime_inexact": N_("This is no date: write it as year-month-day, such as 2010-04-15."),
    "int_parsing": N_("Write a whole number here."),
    "decimal_parsing": N_("Write a number here."),
    "greater_than_equal": N_("The number is too small."),
    "less_than_equal": N_("The number is too large."),
    "literal_error": N_("Choose one of the values offered."),
    "enum": N_("Choose one of the values offered."),
    "string_too_long": N_("This text is too long."),
    "string_too_short": N_("Fill this in: the act cannot be recorded without it."),
    "too_short": N_("Fill this in: the act cannot be recorded without it."),
}
OTHER_ERROR = N_("This cannot be recorded as it is: {problem}")


@dataclass(slots=True)
class Control:
    """One control: `kind` is text, long, date, number, check, choice or group (a heading over those that follow)."""

    name: str
    label: str
    kind: str
    help: str = ""
    value: str = ""
    lang: str = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    required: bool = False
    errors: list[str] = field(default_factory=list)
    depth: int = 0

    @property
    def id(self) -> str:
        """For the label and the error to point at."""
        return "f-" + self.name.replace(".", "-")


def _bare(annotation: Any) -> Any:
    """The annotation without Optional and Annotated."""
    while True:
        origin = get_origin(annotation)
        if origin in (typing.Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        elif origin is typing.Annotated:
            annotation = get_args(annotation)[0]
        else:
            return annotation


def _alternatives(annotation: Any) -> list[str]:
    """The literal words of an annotation, wherever they stand in it (a date or “signature”)."""
    if get_origin(annotation) is Literal:
        return [str(a) for a in get_args(annotation)]
    return [word for part in get_args(annotation) for word in _alternatives(part)]


def option(name: str, value: str, within: str = "") -> str:
    """The text of a literal value of a field; `within` is the act or the field that the field stands in."""
    for family in (BY_FIELD.get((within, name), name), *FAMILIES):
        if value in FAMILIES.get(family, {}):
            return gettext(FAMILIES[family][value])
    return gettext(OPTION[value]) if value in OPTION else value


def controls(
    model: type[BaseModel], values: Mapping[str, Any], path: str = "", depth: int = 0, within: str = ""
) -> list[Control]:
    """The controls of a class, filled with JSON-ready `values`."""
    found: list[Control] = []
    within = within or getattr(model, "name", "")
    for name, info in model.model_fields.items():
        key = info.serialization_alias or info.alias or name
        value = values.get(key, values.get(name))
        label = gettext(info.title) if info.title else key
        help_text = gettext(info.description) if info.description else ""
        where = f"{path}{key}"
        found += _control(
            name, info.annotation, where, label, help_text, value, depth, info.is_required(), within
        )
    return found


def _control(
    name: str,
    annotation: Any,
    where: str,
    label: str,
    help_text: str,
    value: Any,
    depth: int,
    required: bool,
    within: str,
) -> list[Control]:
    bare = _bare(annotation)
    origin = get_origin(bare)
    words = _alternatives(annotation)
    common: dict[str, Any] = {"help": help_text, "depth": depth, "required": required}
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        head = Control(where, label, "group", help_text, depth=depth)
        inside = controls(bare, value or {}, f"{where}.", depth + 1, name)
        # What may be left out as a whole needs none of its controls: a choice made by itself would be a statement.
        return [head, *(map(_optional, inside) if type(None) in get_args(annotation) else inside)]
    if origin is dict:
        given = value or {}
        languages = [*LANGUAGES, *(k for k in given if k not in LANGUAGES)]
        kind = "long" if get_args(bare)[1] is Text or name in LONG else "text"
        return [
            Control(f"{where}.{lang}", f"{label} — {option('language', lang)}", kind, help_text if i == 0 else "",
                    str(given.get(lang, "")), lang, depth=depth)
            for i, lang in enumerate(languages)
        ]  # fmt: skip
    if origin in (list, tuple):
        inner = get_args(bare)[0]
        if isinstance(_bare(inner), type) and issubclass(_bare(inner), BaseModel):
            found: list[Control] = []
            for i in range(len(value or ()) + SPARE):
                here = (value or [])[i] if i < len(value or ()) else {}
                found.append(Control(f"{where}.{i}", f"{label} {i + 1}", "group", help_text, depth=depth))
                found += [
                    _optional(c) for c in controls(_bare(inner), here, f"{where}.{i}.", depth + 1, name)
                ]
            return found
        hint = help_text or gettext("Several values are separated by commas.")
        return [
            Control(
                where, label, "text", hint, ", ".join(map(str, value or ())), depth=depth, required=required
            )
        ]
    shown = "" if value is None else str(value)
    if bare is bool:
        return [Control(where, label, "check", help_text, "on" if value else "", depth=depth)]
    if words and get_origin(bare) is Literal:
        choices = [("", "")] * (not required) + [(w, option(name, w, within)) for w in words]
        return [Control(where, label, "choice", value=shown, choices=choices, **common)]
    if bare in (dt.date,) and not words:
        return [Control(where, label, "date", value=shown, **common)]
    if bare is int:
        return [Control(where, label, "number", value=shown, **common)]
    return [Control(where, label, "long" if name in LONG else "text", value=shown, **common)]


def _optional(control: Control) -> Control:
    """The control of a group that may stay empty: nothing is chosen by itself."""
    control.required = False
    if control.kind == "choice" and ("", "") not in control.choices:
        control.choices.insert(0, ("", ""))
    return control


def content(model: type[BaseModel], posted: Mapping[str, str]) -> dict[str, Any]:
    """What was posted as the nested values that the class validates; empty controls are left unstated."""
    return _content(model, posted, "")


def _content(model: type[BaseModel], posted: Mapping[str, str], path: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        key = info.serialization_alias or info.alias or name
        value = _value(info.annotation, posted, f"{path}{key}")
        if value not in (None, "", [], {}):
            found[key] = value
    return found


def _value(annotation: Any, posted: Mapping[str, str], where: str) -> Any:
    bare = _bare(annotation)
    origin = get_origin(bare)
    if isinstance(bare, type) and issubclass(bare, BaseModel):
        return _content(bare, posted, f"{where}.")
    if origin is dict:
        start = f"{where}."
        given = {k[len(start) :]: v.strip() for k, v in posted.items() if k.startswith(start)}
        return {k: v for k, v in given.items() if v}
    if origin in (list, tuple):
        inner = _bare(get_args(bare)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            numbers = {k[len(where) + 1 :].split(".")[0] for k in posted if k.startswith(f"{where}.")}
            groups = (
                _content(inner, posted, f"{where}.{n}.")
                for n in sorted(numbers, key=lambda n: int(n) if n.isdecimal() else 0)
            )
            return [g for g in groups if g]
        text = posted.get(where, "")
        return [part.strip() for part in text.replace("،", ",").replace("\n", ",").split(",") if part.strip()]
    text = posted.get(where, "").strip()
    if bare is bool:
        return text in ("on", "true", "1") or None
    return text


@dataclass(slots=True)
class Form:
    """An act (or a part of one) being filled in: its class, its controls, and itself once everything is right."""

    kind: type[BaseModel]
    controls: list[Control]
    act: Any = None
    errors: list[str] = field(default_factory=list)


def blank(kind: type[BaseModel], values: Mapping[str, Any] | None = None) -> Form:
    """A form to fill in, with values that are known already."""
    return Form(kind, controls(kind, values or {}))


def bound(kind: type[BaseModel], posted: Mapping[str, str]) -> Form:
    """The form as posted: with `act`, or with the errors at their controls."""
    values = content(kind, posted)
    form = Form(kind, controls(kind, values))
    for control in form.controls:
        if control.kind != "group" and control.name in posted:
            control.value = posted[control.name]
    try:
        form.act = kind.model_validate(values)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            _place(form, fault)
    return form


def _place(form: Form, fault: Any) -> None:
    where = ".".join(str(p) for p in fault["loc"])
    message, problem = ERRORS.get(fault["type"], OTHER_ERROR), fault["msg"]
    text = gettext(message).format(problem=gettext(problem))
    # A fault inside a union or a list points deeper than the control: take the longest path that is one.
    parts = where.split(".")
    while parts:
        for control in form.controls:
            if control.name == ".".join(parts):
                if text not in control.errors:
                    control.errors.append(text)
                return
        parts.pop()
    form.errors.append(text if not where else f"{where}: {text}")
