"""The rules: each takes what is known of a pair on a day and yields proposals, each with its evidence."""

from collections.abc import Callable, Iterator

from servanda.proposals.found import Found
from servanda.proposals.known import Known
from servanda.proposals.rules import (
    announced,
    axes,
    commitments,
    dormant,
    duties,
    lists,
    mechanisms,
    standard,
    windows,
)

Rule = Callable[[Known], Iterator[Found]]

RULES: dict[str, Rule] = {
    "duties": duties.owed,
    "windows": windows.closing,
    "dormant": dormant.unused,
    "commitments": commitments.to_retable,
    "mechanisms": mechanisms.overdue,
    "standard": standard.missing,
    "announced": announced.never_signed,
    "lists": lists.unsettled,
    "axes": axes.promising,
}
