"""Texts that come in as files: plain text in whatever encoding, HTML, DOCX, PDF, mails, feeds.

What a file is, its first bytes say, not its name. Documents that have to be unpacked are opened in a process of its own
with limits of memory and time (`child.py`). Everything here works without a register.
"""

from __future__ import annotations

from servanda.register.texts.coming_in import LIMIT, PACKED_LIMIT, TextIn, TextRefused, texts_of

__all__ = ["LIMIT", "PACKED_LIMIT", "TextIn", "TextRefused", "texts_of"]
