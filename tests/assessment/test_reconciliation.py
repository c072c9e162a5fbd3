"""A partner's list made from the Brazilian register by translating, dropping, re-dating and retitling, and found again."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from servanda.domain.cooperation import ListedTreaty
from servanda.domain.reconciliation import reconcile
from servanda.register.intake.mapping import read_instruments
from servanda.register.intake.maps.loading import load_map
from servanda.register.intake.records import Rejected
from tests.assessment.partner import partner_list

CONCORDIA = Path(__file__).parents[3] / "shared" / "data" / "brazil-concordia" / "bilaterais_brasil.csv"
PARTNERS = ("AR", "BO", "DE", "FR", "JP", "MA", "MX", "PT", "PY", "RU", "US", "UY")


@pytest.fixture(scope="module")
def ours() -> dict[str, list[ListedTreaty]]:
    """The acts with each partner, once each, as the map reads them."""
    if not CONCORDIA.exists():
        pytest.skip("the Brazilian register lies beside the checkout")
    found: dict[str, list[ListedTreaty]] = {p: [] for p in PARTNERS}
    seen = set()
    for n, record in enumerate(read_instruments(CONCORDIA, load_map("brazil-concordia"))):
        if isinstance(record, Rejected) or (record.key, record.digest) in seen:
            continue
        seen.add((record.key, record.digest))
        partner = next((p for p in record.parties if p != "BR"), "")
        if partner in found:
            known = record.status.word_class if record.status else None
            found[partner].append(
                ListedTreaty(
                    f"instrument/{n}",
                    dict(record.titles),
                    record.type,
                    ("BR", partner),
                    record.sectors,
                    record.day("signed"),
                    record.day("in_force"),
                    record.day("ended"),
                    known.value if known and known.value != "not_compared" else "",
                )
            )
    return found


@pytest.mark.data
@pytest.mark.parametrize("bare", [False, True], ids=["with-entry-into-force", "titles-and-signature-only"])
def test_planted_differences_are_found_and_few_false(ours: dict[str, list[ListedTreaty]], bare: bool) -> None:
    """At least 95 % of the planted differences found, at most 2 % of those reported false, in French, Russian and English."""
    planted_all = found = false = reported_all = 0
    for partner, rows in ours.items():
        others = [r for p, same in ours.items() if p != partner for r in same]
        for language in ("fr", "ru", "en"):
            seed = sum(map(ord, partner + language))
            invented = random.Random(seed).sample(others, max(2, len(rows) // 15))
            theirs, truth, planted = partner_list(rows, language, seed, invented)
            if bare:
                planted = {k: w for k, w in planted.items() if w not in ("in_force", "status")}
                theirs = [ListedTreaty(r.key, r.titles, parties=r.parties, signed=r.signed) for r in theirs]
            outcome = reconcile(rows, theirs)
            said = {r.key: "dropped" for r in outcome.ours_only}
            said |= {r.key: "invented" if r.key in planted else "false" for r in outcome.theirs_only}
            for pair in outcome.pairs:
                for d in pair.differences:
                    said.setdefault(pair.ours.key, d.field)
            planted_all += len(planted)
            reported_all += len(said)
            found += sum(said.get(k) == w for k, w in planted.items())
            false += sum(planted.get(k) != w for k, w in said.items())
            assert len(truth) + len(invented) == len(theirs)
    print(f"planted {planted_all}, found {found / planted_all:.1%}, false {false / reported_all:.1%}")
    assert found / planted_all >= 0.95
    assert false / reported_all <= 0.02


@pytest.mark.data
def test_every_row_of_both_lists_stands_once(ours: dict[str, list[ListedTreaty]]) -> None:
    rows = ours["PT"]
    theirs, _, _ = partner_list(rows, "fr", 1, ours["MA"][:5])
    o = reconcile(rows, theirs)
    assert len(o.pairs) + len(o.ours_only) == len(rows)
    assert len(o.pairs) + len(o.theirs_only) == len(theirs)


@pytest.mark.data
def test_order_of_rows_does_not_matter(ours: dict[str, list[ListedTreaty]]) -> None:
    rows = ours["RU"]
    theirs, _, _ = partner_list(rows, "ru", 2, [])
    assert reconcile(rows, theirs) == reconcile(rows[::-1], theirs[::-1])


def treaty(key: str, title: dict[str, str], signed: date | None, **more: object) -> ListedTreaty:
    return ListedTreaty(key, title, signed=signed, **more)  # type: ignore[arg-type]


def test_the_same_day_and_four_languages() -> None:
    """Three instruments of one day find their own partner by what their titles mean."""
    day = date(2016, 3, 15)
    ours_ = [
        treaty("air", {"fr": "Accord relatif aux services aériens"}, day),
        treaty("fish", {"fr": "Accord de coopération en matière de pêche maritime"}, day),
        treaty("extradition", {"fr": "Convention d'extradition"}, day),
    ]
    russian = [
        treaty("1", {"ru": "Договор о выдаче"}, day),
        treaty("2", {"ru": "Соглашение о воздушном сообщении"}, day),
        treaty("3", {"ru": "Соглашение о сотрудничестве в области морского рыболовства"}, day),
    ]
    arabic = [
        treaty("1", {"ar": "اتفاقية تسليم المجرمين"}, day),
        treaty("2", {"ar": "اتفاق بشأن الخدمات الجوية"}, day),
        treaty("3", {"ar": "اتفاق التعاون في مجال الصيد البحري"}, day),
    ]
    for theirs in (russian, arabic):
        matched = {p.ours.key: p.theirs.key for p in reconcile(ours_, theirs).pairs}
        assert matched == {"extradition": "1", "air": "2", "fish": "3"}


def test_what_one_side_leaves_out_is_no_difference() -> None:
    a = treaty(
        "a", {"en": "Agreement on fisheries"}, date(2000, 1, 1), in_force=date(2001, 1, 1), status="in_force"
    )
    b = treaty("b", {"en": "Fisheries agreement"}, date(2000, 1, 1))
    assert reconcile([a], [b]).pairs[0].differences == ()
