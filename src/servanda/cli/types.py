"""Types of options: days."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from servanda.cli.setting_up import say, start_django
from servanda.domain.wording import N_

WRONG_DAY = N_("{text} is no day: write it as year-month-day, such as 2026-01-31.")


class Day(click.ParamType):
    """A day as year-month-day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date; a wrong one is wrong use (exit 2)."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            start_django()
            self.fail(say(WRONG_DAY, text=value), param, ctx)


DAY = Day()


def on_or_today(on: date | None) -> date:
    """The day asked for, else today in the installation's time zone."""
    if on is not None:
        return on
    from django.utils import timezone

    return timezone.localdate()
