"""A language pack: everything the reader of final clauses knows about one language, as data.

A pack is `packs/<code>.toml`; names of months, languages and states come from CLDR through babel. Patterns are
regular expressions over the folded text (`folding`): lower case, no accents. Slots stand in them for what the
engine has already understood: `<D>` a duration, `<T>` a date, `<O>` an ordinal that goes with a day or month.
A further language needs a file here and nothing else.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from babel import Locale
from pydantic import BaseModel, ConfigDict

from .folding import fold, fold_pattern

# One private-use character stands for each thing understood; its plane position names it.
DURATION, DATE, ORDINAL = 0xF0000, 0xF6000, 0xFB000
_SIZE = 0x4FFF
SLOTS = {
    kind: f"[{chr(first)}-{chr(first + _SIZE)}]"
    for kind, first in (("D", DURATION), ("T", DATE), ("O", ORDINAL))
}


def slotted(pattern: str) -> str:
    """A pack's pattern with its slots and spaces made ready for `re`."""
    pattern = fold_pattern(pattern)
    for kind, characters in SLOTS.items():
        pattern = pattern.replace(f"<{kind}>", characters)
    return pattern


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Numbers(_Strict):
    """Number words. `cardinal` and `ordinal`: pattern of a word → value; `join`: what may stand between words."""

    cardinal: dict[str, int]
    ordinal: dict[str, int]
    join: str
    digit_ordinal: str  # figures as an ordinal ("23rd")
    prefix: str = ""  # what is written together with a number word (Arabic clitics)
    ordinal_tail: str = ""  # what may follow an ordinal as part of it («الثالث والعشرين»)
    ordinal_before: str = ""  # what must follow an ordinal for it to count (day, month …)
    ordinal_after: str = ""  # what must precede it (languages that put the noun first)


class Units(_Strict):
    """Units of duration. Patterns of the nouns; `one`, `two`: unit word alone that says one or two of it;
    `compound`: suffixes to a number word ("-year"); `qualifier`: what may stand between number and unit."""

    days: str
    weeks: str = "(?!)"
    months: str
    years: str
    qualifier: str = ""
    one: dict[str, str] = {}  # unit → pattern
    two: dict[str, str] = {}
    compound: dict[str, str] = {}  # unit → pattern after `prefix`
    prefix: dict[str, int] = {}  # number prefixes in compounds ("двух" → 2)
    fixed: dict[str, str] = {}  # pattern → ISO-like "6 months"


class Dates(_Strict):
    """Patterns of dates with the groups day, month, year; `{day}`, `{month}`, `{year}` are filled in."""

    patterns: list[str]
    months: dict[str, int] = {}  # variants that CLDR lacks
    locales: list[str]  # CLDR locales whose month names are read
    not_after: str = "(?!)"  # context after a date that makes it no date (another calendar)


class Entry(_Strict):
    """Entry into force: `cue` names it; the rest says when."""

    cue: list[str]
    other_subject: str  # what, standing before the cue, enters into force instead of the agreement
    constitutes: str  # "constitute an agreement", after which the agreement is the subject
    opening: str  # a sentence whose subject is the agreement itself
    stop: str  # where, after the cue, another clause begins
    first_day: list[str]  # may have groups: k (ordinal)
    last_day: list[str]
    delay: list[str]  # group n: duration or ordinal of a day
    date: list[str]
    signature: list[str]
    later_notification: list[str]
    one_sided: list[str]
    exchange: list[str]
    later_fixed: list[str]
    approval_of_both: list[str]
    deposit: list[str]
    reply: list[str]
    at_once: str  # of notes that constitute the agreement: on the day of the reply
    when: str  # says a time, whichever
    definitively: str  # after provisional entry into force: the definitive one
    backwards: str  # "thereafter", "these notifications": look into the sentence before


class Provisional(_Strict):
    cue: list[str]
    other_subject: str
    signature: list[str]
    delayed: list[str] = []  # counted from signature, but later: not "from signature"


class Term(_Strict):
    subject: str
    context: str  # a sentence about duration has such a word
    other_subject: str
    indefinite: list[str]
    fixed: list[str]
    until_date: list[str]
    until_event: list[str]
    exclude: str = "(?!)"


class Renewal(_Strict):
    cue: list[str]
    verb: str  # without such a word nothing is renewed
    word: str  # words of renewal proper: what stands before them is the first term
    tacit: list[str]
    unless: str
    period: list[str]
    yearly: list[str]
    same: list[str]
    indefinite: list[str]
    once: list[str]
    mutual_consent: list[str]
    none: list[str]
    exclude: str = "(?!)"


class Notice(_Strict):
    terminate: str  # words of termination, not of renewal
    cue: list[str]  # termination or denunciation is spoken of
    before_expiry: list[str]
    before_calendar: list[str]
    after_receipt: list[str]
    of_notice: list[str]
    condition: str  # unless, if neither …
    right: str  # may, reserves the right
    after_initial_term: list[str]
    exclude: list[str]
    refers_back: str  # "such denunciation", "in that case"


class Closing(_Strict):
    done: list[str]
    place: list[str]
    letters: str
    same_day: str
    language_cue: str
    authentic: list[str]  # a sentence outside the closing formula that says which languages are authentic
    language_prefix: str = ""
    prevailing: list[str]
    signed_mark: str
    languages: dict[str, str] = {}  # variants that CLDR lacks: pattern → code


class Parties(_Strict):
    """Names of states. CLDR gives the common ones; `names` the formal, former and other ones (code → patterns),
    `adjectives` those that count only in `adjective_form` ("the {adj} Government")."""

    names: dict[str, list[str]] = {}
    adjectives: dict[str, str] = {}
    adjective_form: str
    drop: list[str] = []  # CLDR codes whose name is an ordinary word here
    groups: dict[str, list[str]] = {}  # pattern of a union of states → its members' codes
    capital: bool = True  # names begin with a capital letter
    inflect: bool = False  # CLDR names are given with open endings
    prefix: str = ""  # what is written together with a name
    instrument: str
    this: str  # before "between": this instrument, not one referred to
    earlier: str  # before "between": an instrument referred to
    between: str
    between_stop: str  # ends the list of parties after "between"
    link: str  # what stands between two parties named side by side
    office: str  # "the Government of", "the Embassy of": what makes a mention weigh
    signature_for: str
    signature_gap: str  # what may not stand between "For" and the name
    part_of_name: str  # before a state's name: it belongs to another name (a court, a bank)
    on_behalf: str  # what follows is the part a party acts for, not a party
    organisations: str


class Body(_Strict):
    name: list[str]  # the first group that is taken is the name
    founded: list[str]  # said before the name
    founded_after: list[str]  # said after it
    not_founded: list[str]  # about the name: the body is only referred to
    kinds: dict[str, str]  # pattern in the name → kind of body; the first that matches
    meets: str
    needed: list[str]  # it meets when asked for, or when there is need
    often: dict[str, str]  # pattern → "1 years" …
    every: list[str]
    alternation: str
    not_alternation: str  # just before it: who presides alternates, not where the body meets
    agenda: list[str]


class PackData(_Strict):
    language: str
    detect: list[str]  # words that tell the language apart
    landmark: str  # words (of the text as it stands) near which final clauses are, for very long texts
    numbers: Numbers
    units: Units
    dates: Dates
    entry: Entry
    provisional: Provisional
    term: Term
    renewal: Renewal
    notice: Notice
    survival: list[str]
    survival_exclude: str = "(?!)"
    amendment: list[str]
    amendment_other: list[str] = []
    amendment_exclude: str
    closing: Closing
    parties: Parties
    body: Body


def languages() -> tuple[str, ...]:
    """Codes of the packs there are."""
    folder = resources.files(__package__).joinpath("packs")
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))
    )


_GROUP = re.compile(r"\(\?P<([a-z]+)\d*>")


def _alternatives(patterns: list[str]) -> str:
    """Patterns as one: a group keeps its name and gets a number, for a name may stand only once."""
    counter = itertools.count()
    return "|".join(
        f"(?:{_GROUP.sub(lambda match: f'(?P<{match[1]}{next(counter)}>', slotted(item))})"
        for item in patterns
    )


def captured(match: re.Match[str], group: str) -> tuple[int, str] | None:
    """Where and what the first taken group of that name (without its number) has matched."""
    for name, said in match.groupdict().items():
        if said and name.rstrip("0123456789") == group:
            return match.start(name), said
    return None


def _compiled(value: Any) -> Any:
    """Strings of a section as one pattern or patterns; dictionaries keep their values."""
    if isinstance(value, str):
        return re.compile(_alternatives([value]))
    if isinstance(value, list):
        return re.compile(_alternatives(value)) if value else re.compile("(?!)")
    return value


class Rules:
    """The patterns of one section, compiled: every string or list of strings of the section is an attribute."""

    def __init__(self, section: BaseModel):
        for name, value in section:
            setattr(self, name, _compiled(value))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


class Pack:
    """A pack made ready: `data` as written, one `Rules` for each section of patterns, and what CLDR gives."""

    def __init__(self, data: PackData):
        self.data = data
        self.language = data.language
        self.entry = Rules(data.entry)
        self.provisional = Rules(data.provisional)
        self.term = Rules(data.term)
        self.renewal = Rules(data.renewal)
        self.notice = Rules(data.notice)
        self.closing = Rules(data.closing)
        self.parties = Rules(data.parties)
        self.body = Rules(data.body)
        self.survival = _compiled(data.survival)
        self.survival_exclude = _compiled(data.survival_exclude)
        self.amendment = _compiled(data.amendment)
        self.amendment_other = _compiled(data.amendment_other)
        self.amendment_exclude = _compiled(data.amendment_exclude)
        self.delays = [re.compile(_alternatives([item])) for item in data.entry.delay]
        self.months = self._months()
        self.language_names = self._languages()

    def _months(self) -> dict[str, int]:
        months = {fold_pattern(name): number for name, number in self.data.dates.months.items()}
        for code in self.data.dates.locales:
            locale = Locale.parse(code)
            for context in ("format", "stand-alone"):
                for number, name in locale.months[context]["wide"].items():
                    months.setdefault(re.escape(fold(name)), number)
        return months

    def _languages(self) -> list[tuple[re.Pattern[str], str]]:
        """Names of languages, the longest first, with their codes."""
        names = {fold_pattern(name): code for name, code in self.data.closing.languages.items()}
        for code, name in Locale.parse(self.language).languages.items():
            if len(code) == 2:
                word = fold(str(name))
                if self.data.parties.inflect:
                    stem = word.removesuffix("ий")
                    names.setdefault(re.escape(stem) + r"(?:ий|ом|ого|ая|ой)?", code)
                else:
                    names.setdefault(re.escape(word), code)
        before = rf"(?<![^\W\d_]){fold_pattern(self.data.closing.language_prefix)}"
        ordered = sorted(names.items(), key=lambda item: -len(item[0]))
        return [(re.compile(rf"{before}(?:{name})(?![^\W\d_])"), code) for name, code in ordered]


@cache
def load_pack(language: str) -> Pack:
    """The pack of a language; raises KeyError where there is none."""
    if language not in languages():
        raise KeyError(language)
    file = resources.files(__package__).joinpath("packs", f"{language}.toml")
    return Pack(PackData.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))))
