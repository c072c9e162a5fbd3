"""YAML as treaty officers mean it: `on` is a key, `NO` is Norway, a date stays as written until it is checked."""

from __future__ import annotations

import re
from typing import Any

import yaml

from servanda.domain.cases.errors import CaseError, CaseFileError

MAX_CHARACTERS = 4_000_000


class _KeyTwice(yaml.YAMLError):
    def __init__(self, key: str, line: int) -> None:
        self.key, self.line = key, line
        super().__init__(key)


class _Loader(yaml.SafeLoader):
    """Safe, with the booleans of YAML 1.2 only, no timestamps, and no key twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                if key.value in seen:
                    raise _KeyTwice(key.value, key.start_mark.line + 1)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


_DROPPED = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _DROPPED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def load(text: str) -> Any:
    """The data of a YAML text: mappings, lists, strings, numbers. Raises CaseFileError with the line."""
    if len(text) > MAX_CHARACTERS:
        raise CaseFileError([CaseError("too_large", "", "file", size=len(text), limit=MAX_CHARACTERS)])
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 – a SafeLoader
    except _KeyTwice as twice:
        raise CaseFileError([CaseError("key_twice", "", "file", twice.key, line=twice.line)]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problem = error.problem or error.context or ""
        raise CaseFileError([CaseError("not_yaml", "", "file", problem=problem, line=line)]) from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        problem = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise CaseFileError([CaseError("not_yaml", "", "file", problem=problem, line=1)]) from None
