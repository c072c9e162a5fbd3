"""Strategies for hypothesis: clauses and acts of one instrument, sensible and contradictory alike."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from servanda.domain.acts import REGISTRY
from servanda.domain.clauses import FinalClauses
from servanda.domain.entry import Entry

PARTIES = ("MA", "RU")
DAYS = st.dates(date(2008, 1, 1), date(2022, 12, 31))
SMALL = st.integers(1, 6)


def optional(strategy):
    return st.none() | strategy


def mapping(**parts):
    """A mapping of the parts without those that came out as None."""
    return st.fixed_dictionaries(parts).map(lambda d: {k: v for k, v in d.items() if v is not None})


spans = mapping(n=st.integers(1, 18), unit=st.sampled_from(["days", "months", "years"]))

entry_rules = mapping(
    rule=st.sampled_from(
        [
            "on_signature",
            "on_date",
            "on_later_notification",
            "after_later_notification",
            "on_exchange_of_instruments",
            "after_exchange_of_instruments",
            "after_signature",
            "after_approval_of_both",
            "other",
        ]
    ),
    delay=optional(mapping(n=st.integers(1, 60), unit=st.sampled_from(["days", "months"]))),
    first_day_of_following_month=st.booleans(),
    months_following=optional(SMALL),
    date=optional(DAYS),
)

clauses = mapping(
    entry_into_force=optional(entry_rules),
    provisional_application=optional(
        st.fixed_dictionaries({"from": st.sampled_from(["signature", "other"]) | DAYS})
    ),
    term=optional(
        mapping(
            kind=st.sampled_from(["indefinite", "years", "months", "until_date", "unstated"]),
            n=optional(SMALL),
            date=optional(DAYS),
        )
    ),
    renewal=optional(
        mapping(
            kind=st.sampled_from(
                ["none", "tacit", "tacit_once", "mutual_consent", "tacit_indefinite", "unstated"]
            ),
            n=optional(SMALL),
            unit=optional(st.sampled_from(["years", "months"])),
            times=optional(st.integers(0, 3)),
        )
    ),
    notice=optional(
        st.lists(
            st.builds(
                lambda purpose, reference, span, not_before: {
                    "purpose": purpose,
                    "reference": reference,
                    **(span or {}),
                    **({"not_before": not_before} if not_before else {}),
                },
                st.sampled_from(["prevent_renewal", "denunciation"]),
                st.sampled_from(["before_expiry", "any_time", "after_initial_term", "other"]),
                optional(spans),
                optional(spans),
            ),
            max_size=3,
        )
    ),
    conventions=optional(
        mapping(
            month_end=optional(st.sampled_from(["last_day", "first_of_next"])),
            notice_counted=optional(st.sampled_from(["on_receipt", "on_sending"])),
            out_of_window=optional(st.sampled_from(["next", "void"])),
        )
    ),
).map(FinalClauses.model_validate)

parties = st.sampled_from([*PARTIES, *PARTIES, "FR", None])
_received = optional(st.integers(-5, 40))

_FIELDS = {
    "signature": {"by": parties},
    "procedure": {"by": parties, "stage": st.sampled_from(["parliament", "approval", "legal opinion"])},
    "notification": {"by": parties, "received": _received},
    "deposit": {"by": parties},
    "entry_into_force": {"part": st.sampled_from(["", "", "", "Article 3"])},
    "amendment": {"in_force_on": optional(DAYS), "clauses": optional(clauses)},
    "renewal": {"n": optional(SMALL), "by": parties, "works_back": st.sampled_from([False, False, True])},
    "notice_of_non_renewal": {"by": parties, "received": _received},
    "denunciation": {"by": parties, "received": _received, "effective": optional(DAYS)},
    "withdrawal_of_notice": {"by": parties},
    "suspension": {"until": optional(DAYS)},
    "termination_by_consent": {"by": parties, "effective": optional(DAYS)},
    "supersession": {"by_instrument_in_force_on": optional(DAYS)},
    "succession": {"by": st.sampled_from(["RU", "UA"]), "predecessor": st.sampled_from(["SU", "MA"])},
}
KINDS = (
    *_FIELDS,
    "full_powers", "initialling", "exchange_of_instruments", "provisional_application",
    "end_of_provisional_application", "registration", "publication", "resumption", "expiry", "correction",
    "reservation", "declaration", "objection", "territorial_application", "session_held", "report",
)  # fmt: skip


@st.composite
def acts(draw, undated: bool = True):
    """One act with its day: (act, on)."""
    name = draw(st.sampled_from(KINDS))
    on = draw(optional(DAYS) if undated else DAYS)
    fields = {k: draw(s) for k, s in _FIELDS.get(name, {}).items()}
    if fields.get("received") is not None:
        fields["received"] = (on or date(2010, 1, 1)) + timedelta(days=fields["received"])
    return REGISTRY[name](**{k: v for k, v in fields.items() if v is not None}), on


def entries(found) -> list[Entry]:
    """Entries of the acts, recorded in the order given."""
    return [
        Entry(
            id=f"{i:03}",
            subject="instrument/x",
            act=act,
            on=on,
            recorded_at=datetime(2023, 1, 1, tzinfo=UTC) + timedelta(minutes=i),
        )
        for i, (act, on) in enumerate(found)
    ]


lives = st.lists(acts(), max_size=9).map(entries)
dated_lives = st.lists(acts(undated=False), max_size=8).map(entries)
