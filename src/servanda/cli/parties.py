"""Parties as they are given on the command line."""

from __future__ import annotations

from servanda.cli.setting_up import fail
from servanda.domain.wording import N_

UNKNOWN_PARTY = N_("{party} is no party that this register knows: give its code, such as MA.")


def known_party(given: str, circle: str) -> str:
    """The code that was meant: as given or in capitals. What neither CLDR nor the register knows is wrong use."""
    from servanda.domain.entry import Circle
    from servanda.domain.parties import name_of
    from servanda.register.models import RecordParty
    from servanda.register.visibility import operator, records

    visible = records(operator(Circle(circle)))
    for code in (given.upper(), given):
        if name_of(code, "en") != code and code != "ZZ":  # CLDR's code for a place that is not known
            return code
        if RecordParty.objects.filter(party=code, record__in=visible).exists():
            return code
    fail(UNKNOWN_PARTY, 2, party=given)
