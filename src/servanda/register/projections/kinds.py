"""Which projection folds which kind of subject."""

from servanda.register.projections import simple
from servanda.register.projections.instrument import instrument
from servanda.register.projections.view import Projection

PROJECTIONS: dict[str, Projection] = {
    "instrument": instrument,
    "mechanism": simple.mechanism,
    "session": simple.session,
    "person": simple.person,
    "organisation": simple.organisation,
    "statement": simple.statement,
    "undertaking": simple.undertaking,
    "topic": simple.topic,
    "encounter": simple.encounter,
    "party": simple.party,
}
