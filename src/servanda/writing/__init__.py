"""Writing: from facts of the record to official texts in Arabic, Russian, French and English.

    from servanda.writing import communique
    text = communique(event, "ru")
    text.plain

Pure: no database, no clock, no file but the packaged data. The facts come from `documents.writing`, through the one filter.
What the facts do not hold is left out; nothing is invented. Reading what was written gives the facts back (`tests/writing`).
"""

from servanda.writing.communique import communique
from servanda.writing.facts import Body, Event, Instrument, Next, Person
from servanda.writing.notes import invitation, notification
from servanda.writing.statement import joint_statement
from servanda.writing.table import signed_table
from servanda.writing.text import Text

LANGUAGES = ("ar", "ru", "fr", "en")

__all__ = [
    "LANGUAGES",
    "Body",
    "Event",
    "Instrument",
    "Next",
    "Person",
    "Text",
    "communique",
    "invitation",
    "joint_statement",
    "notification",
    "signed_table",
]
