"""What commands share: starting Django, printing JSON, saying what went wrong in the user's language."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, NoReturn

import click


def start_django() -> None:
    """Set Django up once and switch to the language asked for (SERVANDA_LANG, else the locale, else English)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.web.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.conf import settings
    from django.utils import translation

    asked = os.environ.get("SERVANDA_LANG") or os.environ.get("LANG", "en")[:2]
    translation.activate(asked if asked in dict(settings.LANGUAGES) else "en")


def language() -> str:
    """The language of this command's texts, two letters."""
    from django.utils.translation import get_language

    return (get_language() or "en")[:2]


def say(message: str, /, **data: Any) -> str:
    """A message of the catalogues, filled."""
    from django.utils.translation import gettext

    return gettext(message).format(**data) if data else gettext(message)


def fail(message: str, code: int = 1, /, **data: Any) -> NoReturn:
    """Print one line on standard error and leave; what is not just wrong use leaves a line in the log too."""
    if code == 1:
        _log(message, data)
    click.echo(say(message, **data), err=True)
    sys.exit(code)


def _log(message: str, data: dict[str, Any]) -> None:
    import logging

    from django.conf import settings

    if settings.configured:
        facts = {"what": message, "values": {key: str(value) for key, value in data.items()}}
        logging.getLogger("servanda.cli").warning("refused", extra={"facts": facts})


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def with_register(command: Callable[..., Any]) -> Callable[..., Any]:
    """Decorator: start Django, and answer a database that is locked, gone or not prepared in one line."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        start_django()
        with database_faults():
            return command(*args, **kwargs)

    return run


@contextmanager
def database_faults() -> Iterator[None]:
    """Turn faults of the database and the disk into one clear line, a log line and exit 1."""
    import logging

    from django.db.utils import DatabaseError, InterfaceError

    from servanda.register.faults import explain

    try:
        yield
    except (DatabaseError, InterfaceError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise
        message, data = explain(error)
        logging.getLogger("servanda.cli").error(message.format(**data), exc_info=error)
        fail(message, **data)
