"""Many random texts of each kind and language, and what is lost in each: `python -m tests.writing.many_texts [N] [KIND] [LANG]`."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from servanda.writing import LANGUAGES, Text, communique, invitation, notification, signed_table
from tests.writing.given_back import (
    missing,
    missing_of_invitation,
    missing_of_notification,
    missing_of_table,
)
from tests.writing.random_events import KINDS, event, note, planned, table

NOTES = ("invitation", "notification", "signed-table")
KINDS_OF_TEXT = (*KINDS, *NOTES)


def written(kind: str, language: str, seed: int) -> tuple[Text, list[str], tuple[str, ...]]:
    """(a text of a kind from random facts, what its reading lacks, its parties)."""
    dice = random.Random(f"{kind}{seed}")
    if kind == "invitation":
        of = planned(dice)
        assert of.begins is not None
        sent = of.begins - timedelta(days=dice.randrange(20, 90))
        text = invitation(of, language, on=sent)
        return text, missing_of_invitation(of, text, sent), of.parties
    if kind == "notification":
        n = note(dice)
        text = notification(
            n.instrument, n.sender, n.receiver, language, subject=n.subject, completed=n.completed, on=n.on
        )
        return text, missing_of_notification(n, text), (n.sender, n.receiver)
    if kind == "signed-table":
        t = table(dice)
        text = signed_table(*t.parties, t.instruments, language, subject=t.subject)
        return text, missing_of_table(t, text, date(2026, 12, 1)), t.parties
    of = event(dice, kind)
    text = communique(of, language)
    return text, missing(of, text), of.parties


def lost(kind: str, language: str, number: int) -> Iterator[str]:
    """One line for each text of which the reader loses a fact."""
    for seed in range(number):
        _, lacks, parties = written(kind, language, seed)
        if lacks:
            yield f"{language} {kind} {seed} {parties}: {lacks}"


def main(arguments: list[str]) -> None:
    """Print what is lost, and how many texts of how many lose a fact."""
    number = int(arguments[0]) if arguments else 100
    kinds = [k for k in KINDS_OF_TEXT if k in arguments] or list(KINDS_OF_TEXT)
    languages = [x for x in LANGUAGES if x in arguments] or list(LANGUAGES)
    counts: Counter[tuple[str, str]] = Counter()
    for language in languages:
        for kind in kinds:
            for line in lost(kind, language, number):
                print(line)
                counts[language, kind] += 1
    print("\t".join(["of " + str(number), *kinds]))
    for language in languages:
        print("\t".join([language, *(str(counts[language, k]) for k in kinds)]))
    print(f"{counts.total()} of {number * len(kinds) * len(languages)} texts lose a fact")


if __name__ == "__main__":
    main(sys.argv[1:])
