"""The assessment of Brazil with each of its partners, on the real register: nothing lost, nothing counted twice, consistent with the register's own words."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from servanda.assessment import assess
from servanda.domain.parties.regions import regions
from servanda.journal.models import JournalEntry
from servanda.journal.services import Recorder
from servanda.register.assessing import Asked, facts
from servanda.register.importing.services import import_instruments
from servanda.register.intake.maps.loading import load_map
from servanda.register.models import Finding, Interval, Record, RecordParty
from servanda.register.queries import on_day
from servanda.register.visibility import operator

CONCORDIA = Path(__file__).parents[3] / "shared" / "data" / "brazil-concordia" / "bilaterais_brasil.csv"
HARVESTED = date(2021, 1, 31)
BEFORE = ("negotiated", "signed", "provisional")


@pytest.mark.data
@pytest.mark.django_db
def test_every_partner_of_brazil_is_assessed_as_the_register_says() -> None:
    if not CONCORDIA.exists():
        pytest.skip("the Brazilian register lies beside the checkout")
    report = import_instruments(
        CONCORDIA, "brazil-concordia", load_map("brazil-concordia"), Recorder("test", "BR")
    )
    assert report.accepted == 4065
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # what a server does by itself soon after an import
    viewer = operator()
    partners = sorted(set(RecordParty.objects.exclude(party="BR").values_list("party", flat=True)))
    said = {
        e.subject: tuple(json.loads(e.body).get("classes", ()))
        for e in JournalEntry.objects.filter(act="published_status")
    }
    # A word that contradicts the acts is a finding of its own; all else has to agree.
    contradicted = set(
        Finding.objects.filter(code="published_status_differs").values_list("record__subject", flat=True)
    )
    counted: Counter[str] = Counter()
    seen: set[str] = set()
    compared = agreeing = 0
    differing: list[tuple[str, str]] = []
    for partner in partners:
        found = facts(viewer, Asked("BR", partner, HARVESTED, peers=False))
        measures = assess(found, regions=regions())
        status = {f.key: f for f in measures["by_status"].figures}
        stored = Interval.objects.filter(
            on_day(HARVESTED), record__kind="instrument", record__parties__party=partner
        )
        stored_counts = Counter(stored.values_list("status", flat=True))
        # the computed rows, folded apart, say the same for every state
        assert {k: f.value for k, f in status.items() if f.value} == dict(stored_counts), partner
        for key, figure in status.items():
            names = [c.subject for c in figure.counted]
            assert len(names) == len(set(names)) == figure.value
            seen.update(names)
            counted[key] += len(names)
            for subject in names:
                classes = said.get(subject, ())
                if not classes:
                    continue
                compared += 1
                if key in classes or (key in BEFORE and "signed" in classes):
                    agreeing += 1
                else:
                    differing.append((partner, subject))
                    assert subject in contradicted, (partner, subject, key, classes)
        period = facts(viewer, Asked("BR", partner, HARVESTED, since=date(2000, 1, 1), peers=False))
        trend = {f.key: f.data["after"] for f in assess(period, regions=regions())["trend"].figures}
        for key in ("in_force", "ended"):
            assert trend.get(key, 0) == (status[key].value if key in status else 0), (partner, key)
        for f in measures["time_to_force"].figures:
            if f.key in ("median", "longest_wait") and f.value is not None:
                assert 0 <= f.value < 80 * 366, (partner, f.key, f.value)
    dated = set(Interval.objects.filter(on_day(HARVESTED)).values_list("record__subject", flat=True))
    assert seen == dated
    everything = Record.objects.filter(kind="instrument").values("subject").distinct().count()
    print(
        f"{len(partners)} partners, {everything} acts, {len(seen)} with a state on {HARVESTED}: {dict(counted)}; "
        f"compared {compared}, agreeing {agreeing} ({agreeing / compared:.1%}), differing with a finding {len(differing)}"
    )
    assert agreeing / compared > 0.89
