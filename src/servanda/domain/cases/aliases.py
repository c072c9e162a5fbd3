"""Words of a case that mean the same as a field of an act or of a clause, and values written another way.

A treaty officer writes `in_force: 2013-06-01` or `number: 12345` without looking at the field's exact name or type.
"""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel

#: Key in a case → field of the clause object; both words are taken.
CLAUSES = {"entry": "entry_into_force", "provisional": "provisional_application"}
#: Likewise for the fields of an act; the act's own field of that name comes first.
FIELDS = {
    "in_force": "in_force_on",
    "entry_into_force": "entry",
    "effective_on": "effective",
    "n": "session",
    "number": "session",
    "of": "predecessor",
    "article": "provisions",
}
#: Keys of an act that are remarks of the author and no part of the act, where it has no field of that name.
REMARKS = frozenset({"note", "comment", "source", "text", "place"})
#: What an author may call a deadline → its word in the fold.
DEADLINES = {"prevent_renewal": "notice_of_non_renewal", "non_renewal": "notice_of_non_renewal"}


def clause_fields(stated: dict[Any, Any]) -> dict[Any, Any]:
    """The clauses under the names of their fields; what is null is left out."""
    out: dict[Any, Any] = {}
    for key, value in stated.items():
        if value is not None:
            out[CLAUSES.get(key, key)] = [value] if key == "notice" and isinstance(value, dict) else value
    return out


def act_fields(kind: type[BaseModel], item: dict[Any, Any]) -> dict[Any, Any]:
    """The keys of an act under the names of its fields, without remarks; numbers as text where text is kept."""
    own = kind.model_fields
    out: dict[Any, Any] = {}
    for key, value in item.items():
        name = key
        if key not in own:
            if key in FIELDS and FIELDS[key] in own and FIELDS[key] not in item:
                name = FIELDS[key]
            elif key in REMARKS:
                continue
        if name == "clauses" and isinstance(value, dict):
            value = clause_fields(value)
        elif name in own and _is_text(own[name].annotation) and type(value) in (int, float):
            value = str(value)
        out[name] = value
    return out


def _is_text(annotation: Any) -> bool:
    return annotation is str or any(_is_text(inner) for inner in get_args(annotation))
