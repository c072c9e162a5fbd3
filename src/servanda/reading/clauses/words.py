"""The rules as understood, in words, to stand beside the text: one sentence for each rule, for the catalogues.

Each item is a source text with named placeholders and the data to fill it. Dates are ISO text, numbers integers,
languages and parties codes: the faces write them in the reader's language.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.domain.wording import N_

from .reading import ClausesReading

Words = tuple[str, dict[str, Any]]

_ENTRY = {
    "on_signature": N_("It enters into force on signature."),
    "on_date": N_("It enters into force on {date}."),
    "on_later_notification": N_("It enters into force on receipt of the later of the two notifications."),
    "on_exchange_of_instruments": N_("It enters into force on the exchange of instruments."),
    "after_approval_of_both": N_("It enters into force after approval by both parties."),
    "other": N_("Its entry into force depends on an event that must be recorded by hand."),
}
# What the delay is counted from.
_DELAYED = {
    "after_signature": {
        "days": N_("It enters into force {n} days after signature."),
        "months": N_("It enters into force {n} months after signature."),
        "years": N_("It enters into force {n} years after signature."),
    },
    "after_later_notification": {
        "days": N_("It enters into force {n} days after the later of the two notifications."),
        "months": N_("It enters into force {n} months after the later of the two notifications."),
        "years": N_("It enters into force {n} years after the later of the two notifications."),
    },
    "after_exchange_of_instruments": {
        "days": N_("It enters into force {n} days after the exchange of instruments."),
        "months": N_("It enters into force {n} months after the exchange of instruments."),
        "years": N_("It enters into force {n} years after the exchange of instruments."),
    },
    "after_approval_of_both": {
        "days": N_("It enters into force {n} days after approval by both parties."),
        "months": N_("It enters into force {n} months after approval by both parties."),
        "years": N_("It enters into force {n} years after approval by both parties."),
    },
    "other": {
        "days": N_("It enters into force {n} days after an event that must be recorded by hand."),
        "months": N_("It enters into force {n} months after an event that must be recorded by hand."),
        "years": N_("It enters into force {n} years after an event that must be recorded by hand."),
    },
}
_MONTH = {
    "after_signature": N_("It enters into force on the first day of month {k} after the month of signature."),
    "after_later_notification": N_(
        "It enters into force on the first day of month {k} after the later of the two notifications."
    ),
    "after_exchange_of_instruments": N_(
        "It enters into force on the first day of month {k} after the exchange of instruments."
    ),
    "after_approval_of_both": N_(
        "It enters into force on the first day of month {k} after approval by both parties."
    ),
    "other": N_(
        "It enters into force on the first day of month {k} after an event that must be recorded by hand."
    ),
}
_LAST_DAY = N_("It enters into force on the last day of month {k} after the event that the text names.")
_PROVISIONAL = {
    "signature": N_("It is applied provisionally from signature."),
    "other": N_("It is applied provisionally, from a time that must be recorded by hand."),
}
_PROVISIONAL_DATE = N_("It is applied provisionally from {date}.")
_TERM = {
    "indefinite": N_("It is concluded for an indefinite period."),
    "years": N_("It is concluded for {n} years."),
    "months": N_("It is concluded for {n} months."),
    "until_date": N_("It remains in force until {date}."),
    "unstated": N_("The text does not say how long it lasts."),
}
_TERM_EVENT = N_("It remains in force until an event that the text names.")
_RENEWAL = {
    "none": N_("It is not renewed."),
    "tacit_indefinite": N_("After that it continues tacitly for an indefinite period."),
    "mutual_consent": N_("It may be renewed by mutual consent."),
}
_RENEWAL_PERIOD = {
    ("tacit", "years"): N_("It is renewed tacitly for successive periods of {n} years."),
    ("tacit", "months"): N_("It is renewed tacitly for successive periods of {n} months."),
    ("tacit", "days"): N_("It is renewed tacitly for successive periods of {n} days."),
    ("tacit", None): N_("It is renewed tacitly."),
    ("tacit_once", "years"): N_("It is renewed tacitly once, for {n} years."),
    ("tacit_once", "months"): N_("It is renewed tacitly once, for {n} months."),
    ("tacit_once", "days"): N_("It is renewed tacitly once, for {n} days."),
    ("tacit_once", None): N_("It is renewed tacitly once."),
    ("mutual_consent", "years"): N_("It may be renewed by mutual consent for {n} years."),
    ("mutual_consent", "months"): N_("It may be renewed by mutual consent for {n} months."),
}
_PREVENT = {
    "days": N_("Notice against renewal must be given {n} days before expiry."),
    "months": N_("Notice against renewal must be given {n} months before expiry."),
    "years": N_("Notice against renewal must be given {n} years before expiry."),
}
_DENOUNCE = {
    ("any_time", "days"): N_("A party may denounce it at any time with {n} days' notice."),
    ("any_time", "months"): N_("A party may denounce it at any time with {n} months' notice."),
    ("any_time", "years"): N_("A party may denounce it at any time with {n} years' notice."),
    ("after_initial_term", "days"): N_(
        "After the initial term a party may denounce it with {n} days' notice."
    ),
    ("after_initial_term", "months"): N_(
        "After the initial term a party may denounce it with {n} months' notice."
    ),
    ("after_initial_term", "years"): N_(
        "After the initial term a party may denounce it with {n} years' notice."
    ),
    ("before_expiry", "days"): N_("A party may denounce it with {n} days' notice before expiry."),
    ("before_expiry", "months"): N_("A party may denounce it with {n} months' notice before expiry."),
    ("before_expiry", "years"): N_("A party may denounce it with {n} years' notice before expiry."),
    ("other", "days"): N_("A party may denounce it with {n} days' notice before a day that the text names."),
    ("other", "months"): N_(
        "A party may denounce it with {n} months' notice before a day that the text names."
    ),
    ("other", "years"): N_(
        "A party may denounce it with {n} years' notice before a day that the text names."
    ),
}
_SURVIVAL = N_("What was begun while it was in force goes on after its end.")
_AMENDMENT = {
    "mutual_consent": N_("It may be amended by mutual consent."),
    "other": N_("It may be amended in the way that the text sets out."),
}
_AUTHENTIC = N_("The authentic languages are: {languages}.")
_PREVAILING = N_("If the texts differ, the one in this language prevails: {language}.")
_BODY = N_("It founds a joint body: {name}.")
_BODY_EVERY = {
    "days": N_("The joint body meets every {n} days."),
    "months": N_("The joint body meets every {n} months."),
    "years": N_("The joint body meets every {n} years."),
}
_BODY_ALTERNATION = N_("The joint body meets in each country in turn.")


def rule_in_words(clauses: ClausesReading | Mapping[str, Any]) -> list[Words]:
    """The clauses in words, in the order of a treaty's last articles.

    `clauses`: a reading, or its JSON object (also one that an officer has amended). What is unstated is left
    out, but for the term.
    """
    read = clauses.as_json() if isinstance(clauses, ClausesReading) else clauses
    words: list[Words] = []
    words += _entry(read.get("entry_into_force"))
    provisional = read.get("provisional_application")
    if provisional:
        since = provisional["from"]
        words.append(
            (_PROVISIONAL[since], {}) if since in _PROVISIONAL else (_PROVISIONAL_DATE, {"date": since})
        )
    words += _duration(read.get("term") or {}, read.get("renewal") or {})
    for notice in read.get("notice") or []:
        unit, data = notice["unit"], {"n": notice["n"]}
        if notice["purpose"] == "prevent_renewal":
            words.append((_PREVENT[unit], data))
        else:
            words.append((_DENOUNCE[notice["reference"], unit], data))
    if read.get("survival"):
        words.append((_SURVIVAL, {}))
    if read.get("amendment") in _AMENDMENT:
        words.append((_AMENDMENT[read["amendment"]], {}))
    if read.get("authentic_languages"):
        words.append((_AUTHENTIC, {"languages": list(read["authentic_languages"])}))
    if read.get("prevailing_language"):
        words.append((_PREVAILING, {"language": read["prevailing_language"]}))
    return words + _body(read.get("joint_body"))


def _entry(entry: Mapping[str, Any] | None) -> list[Words]:
    if not entry:
        return []
    rule, delay, k = entry["rule"], entry.get("delay"), entry.get("months_following")
    if rule == "on_date":
        return [(_ENTRY[rule], {"date": entry.get("date")})]
    if k is not None:
        return [(_MONTH[rule] if entry.get("first_day_of_following_month") else _LAST_DAY, {"k": k})]
    if delay and rule in _DELAYED:
        return [(_DELAYED[rule][delay["unit"]], {"n": delay["n"]})]
    return [(_ENTRY.get(rule, _ENTRY["other"]), {})]


def _duration(term: Mapping[str, Any], renewal: Mapping[str, Any]) -> list[Words]:
    kind = term.get("kind", "unstated")
    if kind == "until_date" and not term.get("date"):
        words: list[Words] = [(_TERM_EVENT, {})]
    else:
        data = {key: term[key] for key in ("n", "date") if term.get(key) is not None}
        words = [(_TERM[kind], data)]
    renewed, unit = renewal.get("kind", "unstated"), renewal.get("unit")
    if (renewed, unit) in _RENEWAL_PERIOD:
        words.append((_RENEWAL_PERIOD[renewed, unit], {"n": renewal["n"]} if unit else {}))
    elif renewed in _RENEWAL:
        words.append((_RENEWAL[renewed], {}))
    return words


def _body(body: Mapping[str, Any] | None) -> list[Words]:
    if not body:
        return []
    words: list[Words] = [(_BODY, {"name": body["name"]})]
    every = body.get("every")
    if every:
        words.append((_BODY_EVERY[every["unit"]], {"n": every["n"]}))
    if body.get("alternation"):
        words.append((_BODY_ALTERNATION, {}))
    return words
