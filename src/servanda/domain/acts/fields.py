"""Types of the fields that several kinds of act share: party codes, languages, names per language."""

from __future__ import annotations

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

PARTY_CODE = re.compile(r"[A-Z]{2}|[A-Z][A-Z0-9-]{1,39}")


def _nfc(text: str) -> str:
    """Names and titles that people type are kept in NFC (texts and quotations stay as they came)."""
    return unicodedata.normalize("NFC", text)


#: ISO 3166-1 alpha-2 (or former ISO 3166-3) code of a State, or the acronym of an organisation.
PartyCode = Annotated[str, StringConstraints(pattern=r"^(?:[A-Z]{2}|[A-Z][A-Z0-9-]{1,39})$")]
#: ISO 639 code, optionally with script or region: ar, fr, zh-Hant.
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")]
#: One line of text that a person typed.
Line = Annotated[str, StringConstraints(max_length=2000), AfterValidator(_nfc)]
#: Longer text, kept as it came.
Text = Annotated[str, StringConstraints(max_length=200_000, strip_whitespace=False)]
#: The same name or text in several languages.
Names = dict[LanguageCode, Line]
Texts = dict[LanguageCode, Text]
#: SHA-256 of content that lies outside the entry, in lower-case hexadecimal.
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
#: Id of another subject of the register, such as `instrument/…` or `mechanism/…`.
SubjectId = Annotated[str, StringConstraints(min_length=1, max_length=200)]
