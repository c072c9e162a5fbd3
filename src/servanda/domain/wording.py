"""Marks texts for the gettext catalogues without translating them here.

The pure rooms carry English source texts (`msgid`) and the data to fill them; the faces translate.
"""

import re


def N_(msgid: str) -> str:
    """Return `msgid` unchanged; the extractor sees the call and puts the text in the catalogues."""
    return msgid


def stopped(text: str) -> str:
    """A sentence in which one full stop ends an abbreviation and the sentence: «с 9 февр. 1994 г.»."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
