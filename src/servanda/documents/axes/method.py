"""How the axes were computed: the pair's figures, what came in, what must be known of it, and whether the ranking was tested."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext

from servanda.axes.errors import FINDINGS
from servanda.documents.axes.words import OUTCOMES, Told
from servanda.documents.model import Block, Column, Facts, Items, Paragraph, Row, Table, Text, foreign, plain
from servanda.domain.texts import cldr
from servanda.register import words

LONGEST_LIST = 400


def method(told: Told) -> list[Block]:
    """Definitions in short, figures of the pair, counts of rows, findings, and the test."""
    result = told.result
    blocks: list[Block] = [Facts(tuple(_figures(told)))]
    ranked = gettext(
        "Candidates are the products that one sells and the other buys. Untapped potential, complexity and density become percentile ranks; "
        "their geometric mean is the score of a product; a sector counts the sum of score times potential. “Between” gives the 5th and 95th "
        "percentile of the rank under {draws} other weightings."
    )
    blocks.append(Paragraph(plain(ranked.format(draws=told.whole(result["interval_of_ranks"]["draws"])))))
    blocks += _tested(told)
    blocks.append(Paragraph(plain(_counts(told))))
    if findings := [line for one in result["findings"] if (line := _finding(told, one))]:
        blocks.append(Items(tuple(findings)))
    return blocks


def _figures(told: Told) -> list[tuple[str, Text]]:
    figures = told.result["figures"]
    a, b = (told.hand.party(code) for code in told.result["pair"])
    return [
        (
            gettext("Trade within the same products (Grubel–Lloyd)"),
            plain(told.figure(figures["grubel_lloyd"], 3)),
        ),
        (gettext("Likeness of exports (Finger–Kreinin)"), plain(told.figure(figures["finger_kreinin"], 3))),
        (
            gettext("Concentration of the exports of {party}").format(party=a),
            plain(told.figure(figures["concentration_a"], 3)),
        ),
        (
            gettext("Concentration of the exports of {party}").format(party=b),
            plain(told.figure(figures["concentration_b"], 3)),
        ),
        (gettext("Variant of the outlook gain"), Text((foreign(told.result["opportunity_variant"], "en"),))),
    ]


def _counts(told: Told) -> str:
    came = told.result["intake"]
    text = gettext(
        "{rows} rows came in: {accepted} counted, {outside} of other years, {aside} set aside. Years: {years}."
    )
    years = [str(year) for year in told.result["years"]]
    return text.format(
        rows=told.whole(came["rows"]),
        accepted=told.whole(came["accepted"]),
        outside=told.whole(came["outside_years"]),
        aside=told.whole(sum(came["set_aside"].values())),
        years=cldr.listed(years, told.hand.language, told.hand.territory) if years else "—",
    )


def _finding(told: Told, found: dict[str, Any]) -> Text | None:
    message = FINDINGS.get(found["code"])
    if message is None:
        return None
    data = {key: _shown(told, value) for key, value in found["data"].items()}
    text = words.told(message, data)
    return plain(text if len(text) <= LONGEST_LIST else text[: LONGEST_LIST - 1] + "…")


def _shown(told: Told, value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return told.whole(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _tested(told: Told) -> list[Block]:
    """Whether the ranking of some years ago told more than the trade gap and past growth."""
    tested = told.result.get("backtest")
    if not tested or "outcomes" not in tested:
        text = gettext(
            "The ranking was not tested against what came later: the table does not reach far enough back."
        )
        return [Paragraph(plain(text))]
    if not any(outcome.get("metrics") for outcome in tested["outcomes"].values()):
        text = gettext(
            "The ranking was not tested against what came later: too few products of this pair have flows to compare."
        )
        return [Paragraph(plain(text))]
    years = gettext("Tested: ranked on {ranked}, growth from {start} to {later}.")
    intro = years.format(ranked=tested["ranked_on"], start=tested["grown_from"], later=tested["grown_to"])
    verdict = (
        gettext("The ranking wins against chance, the trade gap and past growth.")
        if tested["verdict"] == "predicts"
        else gettext("The ranking does not win against chance and all its rivals: it stays a screening.")
    )
    rows = []
    for name, outcome in tested["outcomes"].items():
        signals = outcome.get("metrics") or {}
        rows.append(
            Row(
                (
                    told.cell(gettext(OUTCOMES[name])),
                    told.cell(told.figure(signals.get("ranking"), 3)),
                    told.cell(told.figure(signals.get("trade_gap"), 3)),
                    told.cell(told.figure(signals.get("past_growth"), 3)),
                )
            )
        )
    columns = (
        Column(gettext("What came later"), 40),
        Column(gettext("Ranking"), 20, "figure"),
        Column(gettext("Trade gap"), 20, "figure"),
        Column(gettext("Past growth"), 20, "figure"),
    )
    note = gettext(
        "Growth: rank correlation, 0 is chance. Entry: share of pairs ordered rightly, 0.5 is chance."
    )
    count = len(tested["directions"])
    taken = ngettext("{n} direction.", "{n} directions.", count).format(n=told.whole(count))
    return [
        Paragraph(plain(f"{intro} {verdict}")),
        Table(columns, tuple(rows)),
        Paragraph(plain(f"{note} {taken}"), "small"),
    ]
