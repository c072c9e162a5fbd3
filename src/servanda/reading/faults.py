"""Why a text could not be read: one class for each reason, with a code, a message and its data."""

from __future__ import annotations

from typing import Any, ClassVar

from servanda.domain.wording import N_


class ReadingFault(Exception):
    """Base of all reasons. `code` is stable, `message` is an English source text for the catalogues,
    `data` fills its placeholders."""

    code: ClassVar[str] = "reading"
    message: ClassVar[str] = N_("The text could not be read.")

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.message.format(**data))


class EmptyText(ReadingFault):
    """Nothing but white space, marks and control characters."""

    code = "empty"
    message = N_("The text is empty.")


class NotText(ReadingFault):
    """Mostly control characters or characters that stand for undecodable bytes."""

    code = "not_text"
    message = N_("This is not text: {share} % of its characters are unreadable.")


class TooLong(ReadingFault):
    """Longer than a statement can be; a collection is to be divided first."""

    code = "too_long"
    message = N_("The text has {length} characters; at most {limit} are read at once. Divide it first.")


class LanguageUnknown(ReadingFault):
    """No passage is in a language for which there is a pack."""

    code = "language_unknown"
    message = N_("The language of the text is none of: {languages}.")


class PackFault(ReadingFault):
    """A language pack does not keep to its schema."""

    code = "pack"
    message = N_("The language pack {pack} has a fault at {place}: {fault}")
