"""Which projection folds which kind of subject."""

from collections.abc import Callable

from servanda.domain.entry import Entry
from servanda.register.projections import simple
from servanda.register.projections.commitment import commitment
from servanda.register.projections.indicator import indicator
from servanda.register.projections.instrument import instrument
from servanda.register.projections.mechanism import mechanism
from servanda.register.projections.partner_list import partner_list
from servanda.register.projections.proposal import proposal
from servanda.register.projections.session import session
from servanda.register.projections.topic import topic
from servanda.register.projections.view import Projection, View


def _at_any_level(project: Callable[[str, list[Entry]], View | None]) -> Projection:
    return lambda subject, entries, level: project(subject, entries)


PROJECTIONS: dict[str, Projection] = {
    "instrument": instrument,
    "mechanism": mechanism,
    "session": _at_any_level(session),
    "person": _at_any_level(simple.person),
    "organisation": _at_any_level(simple.organisation),
    "statement": _at_any_level(simple.statement),
    "undertaking": _at_any_level(simple.undertaking),
    "topic": _at_any_level(topic),
    "encounter": _at_any_level(simple.encounter),
    "account": _at_any_level(simple.account),
    "commitment": commitment,
    "proposal": _at_any_level(proposal),
    "indicator": _at_any_level(indicator),
    "party": _at_any_level(simple.party),
    "list": partner_list,
}
#: Kinds folded from the computed rows of others: after them, and once for each circle that may see those differently.
AFTERWARDS = frozenset({"list"})
