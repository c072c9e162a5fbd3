"""Products: which nomenclature a set of codes belongs to, what is wrong with it, and which sector each code is.

The sectors are the register's codes. Agriculture is the product coverage of the WTO Agreement on Agriculture (Annex 1),
to which rough wood, natural rubber and machinery for farming were added; fisheries are the fish products that this Annex
leaves out. The packaged tables give the longest prefix the word: `data/hs_sectors.csv` for the Harmonized System,
`data/sitc_sectors.csv` for SITC, revisions 2 to 4. `data/hs_chapters.csv` names the chapters in Arabic, French and Russian. `data/hs_vintages.csv` lists headings that exist only in some vintages.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .errors import CodesLostZeros, LevelsMixed, OptionUnknown, VintagesMixed

NOMENCLATURES = ("HS", "SITC")
UNCLASSIFIED = "unclassified"
HS_VINTAGES = (1992, 1996, 2002, 2007, 2012, 2017, 2022)

# Two-digit divisions that only one of the two four-digit nomenclatures has.
ONLY_SITC = frozenset({"00", "77"})
ONLY_HS = frozenset({"10", "13", "14", "15", "16", "17", "18", "19", "20", "30", "31", "36", "37", "38", "39", "40",
                     "44", "45", "46", "47", "48", "49", "50", "70", "80", "86", "90", "92"})  # fmt: skip


@dataclass(frozen=True)
class Heading:
    """One line of the concordance: the sector of all codes that begin with `prefix`."""

    prefix: str
    sector: str
    title: str


def _rows(name: str) -> list[dict[str, str]]:
    text = files("servanda.axes").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def headings(nomenclature: str) -> dict[str, Heading]:
    """The published concordance of "HS" or "SITC", by prefix."""
    if nomenclature not in NOMENCLATURES:
        raise OptionUnknown(value=nomenclature, option="nomenclature", allowed=", ".join(NOMENCLATURES))
    rows = _rows(f"{nomenclature.lower()}_sectors.csv")
    return {row["prefix"]: Heading(row["prefix"], row["sector"], row["title"]) for row in rows}


def heading_of(product: str, nomenclature: str | None) -> Heading | None:
    """The most special line of the concordance for a product, or None (unknown nomenclature, chapter 99)."""
    if nomenclature is None:
        return None
    table = headings(nomenclature)
    return next((table[product[:n]] for n in range(len(product), 0, -1) if product[:n] in table), None)


@cache
def _chapters() -> dict[str, dict[str, str]]:
    """{chapter: {language: short title}}: English from the concordance, the others from `data/hs_chapters.csv`."""
    english = headings("HS")
    return {row["chapter"]: {**row, "en": english[row["chapter"]].title} for row in _rows("hs_chapters.csv")}


def chapter_title(product: str, nomenclature: str | None, language: str) -> str:
    """What the chapter of a product is called for short, in our own words; empty where it is no product of the Harmonized System.

    BACI's descriptions are English: this is what a product is called by in the other languages where no list of titles lies beside the table.
    """
    if nomenclature != "HS":
        return ""
    return _chapters().get(product[:2], {}).get(language, "")


def sector_of(product: str, nomenclature: str | None) -> str:
    """The register's code of the sector, "unclassified" where there is none."""
    heading = heading_of(product, nomenclature)
    return heading.sector if heading else UNCLASSIFIED


def _digit_lengths(codes: Iterable[str]) -> set[int] | None:
    """Lengths of the codes if all are digits, else None."""
    lengths = set()
    for code in codes:
        if not (code.isascii() and code.isdigit()):
            return None
        lengths.add(len(code))
    return lengths


def check_levels(codes: Sequence[str], *, pad: bool = False) -> tuple[dict[str, str], int]:
    """Refuse codes that lost zeros or mix levels; return ({code as given: code to use}, codes padded).

    A spreadsheet makes 010121 into 10121. The loss shows: all codes of full length begin with 1–9 while shorter
    ones are there, as short as the lost zeros can make them (HS: one zero, chapters 01–09; SITC: two, division 00).
    Codes of other kinds (letters, one to three digits) are nobody's nomenclature and pass as they are.
    With `pad` the zeros are put back, which is sure for these lengths.
    Raises `CodesLostZeros`, `LevelsMixed`.
    """
    same = {code: code for code in codes}
    lengths = _digit_lengths(codes)
    if not lengths or len(lengths) == 1 or max(lengths) < 4:
        return same, 0
    longest = max(lengths)
    short = sorted(code for code in codes if len(code) < longest)
    zeros_kept = any(code.startswith("0") for code in codes if len(code) == longest)
    missing = longest - min(lengths)
    if not zeros_kept and missing <= (2 if longest == 4 else 1) and not any(c.startswith("0") for c in short):
        if pad:
            return {code: code.zfill(longest) for code in codes}, len(short)
        raise CodesLostZeros(examples=", ".join(short[:3]), count=len(short), digits=longest)
    if longest > 6 and missing > 1:
        return same, 0
    raise LevelsMixed(lengths=", ".join(map(str, sorted(lengths))), examples=short[:3])


def detect(codes: Sequence[str]) -> str | None:
    """The nomenclature of a set of codes of one level: "HS", "SITC", or None where it is neither."""
    lengths = _digit_lengths(codes)
    if not lengths or len(lengths) != 1:
        return None
    divisions = {code[:2] for code in codes}
    sitc = divisions & ONLY_SITC
    match lengths.pop():
        case 6:
            return None if "00" in divisions else "HS"
        case 5:
            return "SITC"
        case 2 | 3 | 4 if sitc and not divisions & ONLY_HS:
            return "SITC"
        case 2 | 4 if divisions & ONLY_HS and not sitc:
            return "HS"
        case 3 if not divisions & ONLY_HS:
            return "SITC"
    return None


@cache
def _marker_headings() -> dict[str, tuple[int, int]]:
    return {
        row["heading"]: (int(row["first"]), int(row["last"] or HS_VINTAGES[-1]))
        for row in _rows("hs_vintages.csv")
    }


def vintage_range(codes: Iterable[str]) -> tuple[int, int]:
    """First and last HS vintage that has all of these codes, judged by the headings that came or went.

    Raises `VintagesMixed` where there is none: the codes cannot come from one vintage.
    """
    markers = _marker_headings()
    present = sorted({code[:4] for code in codes} & markers.keys())
    first = max(present, key=lambda h: markers[h][0], default=None)
    last = min(present, key=lambda h: markers[h][1], default=None)
    since = markers[first][0] if first else HS_VINTAGES[0]
    until = markers[last][1] if last else HS_VINTAGES[-1]
    if since > until:
        raise VintagesMixed(
            evidence=f"{first} (HS {since}–), {last} (–HS {until})",
            headings={str(first): since, str(last): until},
        )
    return since, until
