"""Agreed minutes of a session from the record, in its languages, side by side or one after the other."""

from servanda.documents.minutes.content import Line, Minutes, mark_of
from servanda.documents.minutes.making import NoMinutes, default_languages, minutes, shared, written

__all__ = ["Line", "Minutes", "NoMinutes", "default_languages", "mark_of", "minutes", "shared", "written"]
