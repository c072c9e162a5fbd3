"""A process that records acts on one subject until it is killed, and says which were acknowledged (for the tests)."""

from __future__ import annotations

import itertools
import sys

import django

django.setup()

from servanda.domain.acts.parties import Person  # noqa: E402
from servanda.journal.services import Draft, Recorder  # noqa: E402
from servanda.register import services  # noqa: E402


def act(who: str, most: int) -> None:
    """Record up to `most` acts, printing the id of each once it is committed."""
    for n in itertools.islice(itertools.count(), most):
        draft = Draft("person/shared", Person(names={"en": f"{who} {n}"}))
        [entry] = services.record([draft], Recorder(who, "MA"))
        sys.stdout.write(entry.id + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    act(sys.argv[1], int(sys.argv[2]))
