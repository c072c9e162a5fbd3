"""The concordance of minutes: what one language says and another does not, with its place in words of a reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.documents.minutes.content import Minutes
from servanda.reading.concordance import Difference, Piece, compare_pieces


@dataclass(frozen=True, slots=True)
class Placed:
    """A difference with the line at which it stands: `kind` item or decision, its `number`; no kind for the whole."""

    difference: Difference
    kind: str = ""
    number: int = 0


def differences(minutes: Minutes, numbers: dict[str, int]) -> list[Placed]:
    """Differences between the languages of minutes, in the order of the minutes. `numbers` by key of the line."""
    pieces = [
        Piece(
            line.key,
            {c: "" if c in line.missing else t for c, t in line.texts.items()},
            "decision" if line.is_ == "decision" else "item",
        )
        for line in minutes.lines
        if line.key
    ]
    found: Sequence[Difference] = compare_pieces(pieces, minutes.languages)
    return [Placed(d, d.place.partition("/")[0], numbers.get(d.place, 0)) for d in found]
