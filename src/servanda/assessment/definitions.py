"""What each measure is: one sentence for people, its formula, and when the record is too thin. Shown beside every figure."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.domain.wording import N_


@dataclass(frozen=True, slots=True)
class Definition:
    """title, text: English source texts (msgid). formula: in signs that need no translation; D the as-of day, P the period."""

    code: str
    title: str
    text: str
    formula: str
    thin: str = ""


_FEW = N_("With fewer than five cases the record is too thin to conclude.")

_ALL = (
    Definition(
        "by_status",
        N_("Instruments by state"),
        N_(
            "Every instrument that both sides are parties of, in the state in which it stands at the end of the day."
        ),
        "n(s) = |{i : state(i, D) = s}|",
    ),
    Definition(
        "by_type",
        N_("Instruments by type"),
        N_("Instruments that have not ended on the day, by type."),
        "n(t) = |{i : state(i, D) ≠ ended, type(i) = t}|",
    ),
    Definition(
        "by_age",
        N_("Instruments by age"),
        N_("Instruments that have not ended on the day, by whole years since signature."),
        "n(k) = |{i : state(i, D) ≠ ended, years(signed(i), D) ∈ k}|",
    ),
    Definition(
        "by_sector",
        N_("Instruments by sector"),
        N_("Instruments that have not ended on the day; one of several sectors counts in each."),
        "n(x) = |{i : state(i, D) ≠ ended, x ∈ sectors(i)}|",
    ),
    Definition(
        "signed_by_year",
        N_("Instruments signed, by year"),
        N_("Instruments signed in the period, by the year of signature."),
        "n(y) = |{i : signed(i) ∈ P, year(signed(i)) = y}|",
    ),
    Definition(
        "time_to_force",
        N_("From signature to entry into force"),
        N_(
            "Median time from signature to entry into force of the instruments signed in the period. Those that still wait on the day, "
            "or ended before they came into force, count as waiting until then (Kaplan–Meier). Left out: entry into force before signature, and what a register calls in force or ended although the day of its entry into "
            "force is not on record."
        ),
        "S(t) = ∏(1 − dᵢ/nᵢ), tᵢ ≤ t;  m = min{t : S(t) ≤ ½}",
        _FEW,
    ),
    Definition(
        "waiting_on",
        N_("What entry into force waits for"),
        N_(
            "Acts still owed by each side for instruments that are signed and not in force, and since when the oldest of them is owed. What a "
            "register calls in force or ended although the day of its entry into force is not on record stands apart."
        ),
        "n(p) = |{i : state(i, D) ∈ {signed, provisional}, p owes an act for i on D}|",
    ),
    Definition(
        "dormant",
        N_("Dormant instruments"),
        N_(
            "Instruments in force for which the chosen number of years has passed without an act, a report, a session, a statement, a commitment or an "
            "instrument under them. A tacit renewal is no act."
        ),
        "n = |{i : state(i, D) ∈ {in force, provisional}, D − last(i) ≥ N}|;  n / |in force|",
        _FEW,
    ),
    Definition(
        "meetings",
        N_("Sessions and encounters"),
        N_("Sessions held and encounters of the two sides in the period, by year."),
        "n(y) = |{e : day(e) ∈ P, year(e) = y}|",
    ),
    Definition(
        "commitments",
        N_("Commitments by outcome"),
        N_(
            "Commitments made in the period, in the state in which they stand on the day. Kept: done by the due day; kept late: done after it; "
            "overdue: unfinished after it. A commitment can be overdue, silent and carried over at once."
        ),
        "kept = |{c : closed(c) ≤ due(c)}|;  late = |{c : closed(c) > due(c)}|;  overdue = |{c : open, due(c) < D}|",
    ),
    Definition(
        "commitments_kept",
        N_("Share of commitments kept in time"),
        N_(
            "Commitments done by their due day, among those whose due day has passed or that were done; dropped ones stay in the denominator."
        ),
        "kept / (kept + late + overdue + dropped)",
        _FEW,
    ),
    Definition(
        "commitments_by_session",
        N_("Commitments by session"),
        N_("Commitments made at each session, and how many of them are done on the day."),
        "n(s) = |{c : session(c) = s}|",
    ),
    Definition(
        "commitments_by_organisation",
        N_("Commitments by organisation"),
        N_(
            "Commitments for which each organisation is responsible, and how many of them are done on the day."
        ),
        "n(o) = |{c : o ∈ responsible(c)}|",
    ),
    Definition(
        "trend",
        N_("Between the two dates"),
        N_("Instruments in force, waiting, ended and dormant at the beginning and at the end of the period."),
        "Δn = n(until) − n(since)",
    ),
    Definition(
        "depth",
        N_("Depth against comparable partners"),
        N_(
            "Types and sectors in which one side has an instrument in force with most comparable partners, and none with this one. Comparable: "
            "partners in the same region as this one by the United Nations list of countries and areas (M49), the narrowest region with at least "
            "five of them, else all partners; each with at least five instruments in force with that side. They are named beside each figure."
        ),
        "g(x) = |{q ∈ peers : has(q, x)}| / |peers|;  missing: g(x) ≥ ½ ∧ ¬has(partner, x)",
        N_("With fewer than five comparable partners the record is too thin to conclude."),
    ),
    Definition(
        "articles",
        N_("From article to result"),
        N_(
            "For each instrument and article: commitments that name it, reports on them, and figures reported. Instruments in force without any are never used."
        ),
        "n(i, a) = |{c : instrument(c) = i, article(c) = a}|",
    ),
    Definition(
        "announced",
        N_("Announced and recorded"),
        N_(
            "Instruments and undertakings announced in statements, by what came of them: recorded later, or never, and after how long. An "
            "undertaking is met by a commitment or an instrument that shares a sector or its words and comes later; such a match is offered, not certain."
        ),
        "open = |{u : announced(u) ≤ D, no act answers u by D}|",
    ),
    Definition(
        "proposals",
        N_("What became of the proposals"),
        N_(
            "Proposals drafted in the period, by how far they have come by the day; one counts under every step that it reached. Fulfilled: what it "
            "became is done, as a commitment, or in force, as an instrument."
        ),
        "n(s) = |{p : drafted(p) ∈ P, p reached s by D}|",
    ),
)

DEFINITIONS: dict[str, Definition] = {d.code: d for d in _ALL}

#: Words of figures' keys that belong to no family of the register.
KEYS: dict[str, str] = {
    "median": N_("Median"),
    "first_quarter": N_("A quarter in force after"),
    "third_quarter": N_("Three quarters in force after"),
    "came_into_force": N_("Came into force"),
    "at_once": N_("of these, on the day of signature"),
    "waiting": N_("Still waiting"),
    "entry_not_on_record": N_("In force or ended by the register’s word, the entry into force not on record"),
    "not_on_record": N_("What is awaited is not on record"),
    "ended_before": N_("Ended before entry into force"),
    "longest_wait": N_("Longest wait so far"),
    "left_out": N_("Left out"),
    "dormant": N_("Dormant"),
    "in_use": N_("In use"),
    "share": N_("Share"),
    "made": N_("Made"),
    "kept": N_("Kept in time"),
    "kept_undated": N_("Done, without a due day"),
    "late": N_("Kept late"),
    "overdue": N_("Overdue"),
    "blocked": N_("Blocked"),
    "dropped": N_("Dropped"),
    "differs": N_("The sides differ"),
    "silent": N_("A side is silent"),
    "carried": N_("Carried over to later sessions"),
    "open": N_("Open"),
    "restated": N_("Taken up by a later one"),
    "in_force": N_("In force"),
    "ended": N_("Ended"),
    "signed": N_("Signed, not in force"),
    "age_5": N_("under 5 years"),
    "age_10": N_("5 to 9 years"),
    "age_20": N_("10 to 19 years"),
    "age_40": N_("20 to 39 years"),
    "age_more": N_("40 years and more"),
    "age_unknown": N_("signature not on record"),
    "never_used": N_("Never used"),
    "recorded": N_("Recorded later"),
    "never_came": N_("Announced, nothing recorded since"),
    "session": N_("Sessions"),
    "encounter": N_("Encounters"),
    "drafted": N_("Drafted"),
    "tabled": N_("Tabled"),
    "adopted": N_("Accepted by both sides"),
    "declined": N_("Declined"),
    "set_aside": N_("Put aside"),
    "realised": N_("Became a commitment or an instrument"),
    "fulfilled": N_("Fulfilled: done or in force"),
    "jointly": N_("both together"),
}
