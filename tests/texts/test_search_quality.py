"""The labelled sets of evaluation/search hold: recall and precision do not fall unseen."""

import sys
from pathlib import Path

import pytest

from servanda.domain.texts import Decision, language_of, same_person

sys.path.insert(0, str(Path(__file__).parents[2] / "evaluation" / "search"))

import baselines
import evaluate
import labelled


@pytest.mark.parametrize("half", labelled.HALVES)
@pytest.mark.parametrize("lang", labelled.LANGUAGES)
def test_questions_find_their_titles_and_not_others(lang: str, half: str):
    analyser = evaluate.Analyser()
    chosen = [p for p in labelled.pairs(lang) if p.half == half]
    assert len(chosen) >= 50
    recall, precision = evaluate.figures((p.answers, analyser(p.question, p.title, lang)) for p in chosen)
    plain, _ = evaluate.figures((p.answers, baselines.snowball(p.question, p.title, lang)) for p in chosen)
    assert recall >= 0.95
    assert precision >= 0.95
    assert recall > plain


@pytest.mark.parametrize("half", labelled.HALVES)
def test_names_meet_across_scripts_and_persons_do_not(half: str):
    chosen = [(p, same_person(p.a, p.b).decision) for p in labelled.name_pairs() if p.half == half]
    met = [found for p, found in chosen if p.same]
    assert met.count(Decision.SAME) / len(met) >= 0.9
    assert not [p for p, found in chosen if found is Decision.SAME and not p.same and not p.trap]


def test_short_titles_are_in_their_language():
    found = [language_of(title) == lang for _, lang, title in labelled.short_titles()]
    assert sum(found) / len(found) >= 0.93
