"""The way by which the pages take texts in; what it is made of stands in `register.texts`."""

from __future__ import annotations

from servanda.register.texts import LIMIT, TextIn, TextRefused, text_of_upload, texts_of

__all__ = ["LIMIT", "TextIn", "TextRefused", "text_of_upload", "texts_of"]
