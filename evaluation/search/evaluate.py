"""Recall and precision of the search, the names and the language guess on the labelled sets, beside simpler ways.

    python evaluation/search/evaluate.py [--misses]

`--misses` lists what goes wrong in the development half; the other half is only scored.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import baselines
import labelled

from servanda.domain.texts import (
    Decision,
    index_terms,
    language_of,
    name_key,
    query_terms,
    same_person,
    to_fts5,
)
from servanda.domain.texts.arabic import plain_and_stems
from servanda.domain.texts.folding import lowered

Search = Callable[[str, str, str], bool]


class Analyser:
    """The product's own search, through a real FTS5 index."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("CREATE VIRTUAL TABLE titles USING fts5(terms, tokenize='ascii')")

    def __call__(self, question: str, title: str, lang: str) -> bool:
        self.connection.execute("DELETE FROM titles")
        self.connection.execute("INSERT INTO titles VALUES (?)", [index_terms(title)])
        match = to_fts5(query_terms(question))
        return bool(self.connection.execute("SELECT 1 FROM titles WHERE titles MATCH ?", [match]).fetchall())


def figures(outcomes: Iterable[tuple[bool, bool]]) -> tuple[float, float]:
    """Recall and precision of (wanted, given) pairs; 1 where there is nothing to divide by."""
    found = list(outcomes)
    right = sum(w and g for w, g in found)
    wanted, given = sum(w for w, _ in found), sum(g for _, g in found)
    return (right / wanted if wanted else 1.0, right / given if given else 1.0)


def search_table(misses: bool) -> None:
    analyser = Analyser()
    ways: dict[str, Search] = {
        "Servanda": analyser,
        "Snowball alone": baselines.snowball,
        "exact words": baselines.exact,
    }
    print(f"{'search':<10}{'half':<13}{'pairs':>6}   " + "".join(f"{way:>22}" for way in [*ways, "light10"]))
    print(f"{'':<32}" + f"{'recall precision':>22}" * (len(ways) + 1))
    for lang in labelled.LANGUAGES:
        everything = labelled.pairs(lang)
        tried = {**ways, "light10": baselines.arabic_light10} if lang == "ar" else ways
        for half in labelled.HALVES:
            chosen = [p for p in everything if p.half == half]
            cells = ""
            for way in tried.values():
                recall, precision = figures((p.answers, way(p.question, p.title, lang)) for p in chosen)
                cells += f"{recall:>13.3f}{precision:>9.3f}"
            print(f"{lang:<10}{half:<13}{len(chosen):>6}   {cells}")
    if misses:
        for lang in labelled.LANGUAGES:
            for p in labelled.pairs(lang):
                if p.half == "development" and analyser(p.question, p.title, lang) != p.answers:
                    print(f"  {'missed' if p.answers else 'false '}  {p.question}  |  {p.title}")


def arabic_words_table(misses: bool) -> None:
    def stems(word: str) -> set[str]:
        return set(plain_and_stems(lowered(word))[1])

    ways: dict[str, Callable[[str, str], bool]] = {
        "Servanda": lambda a, b: bool(stems(a) & stems(b)),
        "light10": lambda a, b: baselines.light10(a) == baselines.light10(b),
        "Snowball": lambda a, b: baselines.snowball_stem(a, "ar") == baselines.snowball_stem(b, "ar"),
    }
    words = labelled.arabic_words()
    print(f"\n{'Arabic words':<23}{'one word':>10}{'found':>7}{'two words':>11}{'merged':>8}")
    for name, way in ways.items():
        one = [way(a, b) for a, b, same in words if same]
        two = [way(a, b) for a, b, same in words if not same]
        print(f"  {name:<21}{len(one):>10}{sum(one):>7}{len(two):>11}{sum(two):>8}")
    if misses:
        for a, b, same in words:
            if bool(stems(a) & stems(b)) != same:
                print(f"  {'missed' if same else 'merged'}  {a}  |  {b}")


def names_table(misses: bool) -> None:
    print(
        f"\n{'names':<10}{'half':<13}{'same':>7}{'recall':>9}{'possible':>10}{'one key':>9}{'others':>8}{'merged':>8}{'traps':>7}{'merged':>8}"
    )
    everything = [(p, same_person(p.a, p.b)) for p in labelled.name_pairs()]
    for half in labelled.HALVES:
        here = [(p, found) for p, found in everything if p.half == half]
        same = [found.decision for p, found in here if p.same]
        keys = [name_key(p.a) == name_key(p.b) for p, _ in here if p.same]
        others = [found.decision for p, found in here if not p.same and not p.trap]
        traps = [found.decision for p, found in here if p.trap]
        print(
            f"{'':<10}{half:<13}{len(same):>7}{same.count(Decision.SAME) / len(same):>9.3f}"
            f"{1 - same.count(Decision.DIFFERENT) / len(same):>10.3f}{sum(keys) / len(keys):>9.3f}{len(others):>8}{others.count(Decision.SAME):>8}"
            f"{len(traps):>7}{traps.count(Decision.SAME):>8}"
        )
    if misses:
        for p, found in everything:
            if p.half == "development" and (found.decision is Decision.SAME) != p.same:
                print(f"  {'missed' if p.same else 'merged'}  {p.a}  |  {p.b}  {found.score}")


def languages_table(misses: bool) -> None:
    print(f"\n{'language':<10}{'half':<13}{'titles':>7}{'right':>9}")
    everything = [(half, lang, title, language_of(title)) for half, lang, title in labelled.short_titles()]
    for half in labelled.HALVES:
        here = [(lang, guess) for h, lang, _, guess in everything if h == half]
        print(f"{'':<10}{half:<13}{len(here):>7}{sum(a == b for a, b in here) / len(here):>9.3f}")
    if misses:
        for half, lang, title, guess in everything:
            if half == "development" and lang != guess:
                print(f"  {title}: {guess}, not {lang}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--misses", action="store_true", help="list what goes wrong in the development half")
    misses = parser.parse_args().misses
    search_table(misses)
    arabic_words_table(misses)
    names_table(misses)
    languages_table(misses)


if __name__ == "__main__":
    main()
