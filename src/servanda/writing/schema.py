"""What a pack of wordings holds: checked when it is loaded; a fault names the file, the sentence and what is wrong."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Wordings = Annotated[list[str], Field(min_length=3)]


class PackSchema(BaseModel):
    """One language.

    bodies       kind of joint body → its name, where the record gives none in this language
    instruments  type → its name; before_fields: where it is another one before the fields that it is about
    with_fields  how fields follow the name, one and many
    sectors      code → the field as it stands after “in the field(s) of”
    sentences    at least three wordings of each; of those that say most of what is known one is taken
    words        what stands alone: joints of lists, headings of tables
    agreed       how a decision opens that is “the two sides agreed …”: without it, it is an item of the list
    men, women   given names whose gender the dictionary of the language does not know (Russian)
    he, she      how a courtesy ends that is a man's or a woman's
    before_post  what of a courtesy stands before the post (Arabic: معالي وزير …)
    offices      who writes notes: state, organisation, and by the code of a party where it has another name;
                 `{official}` is the official name, in Russian `{official_gent}`
    regions      names of regions and issues as they stand within a sentence, where they take an article
    small        first words that keep a small letter inside a sentence, beside those of the reader's lexicons
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str
    bodies: dict[str, str]
    instruments: dict[str, str]
    before_fields: dict[str, str]
    with_fields: dict[str, str]
    sectors: dict[str, str]
    sentences: dict[str, Wordings]
    words: dict[str, str]
    agreed: Annotated[list[str], Field(min_length=1)]
    offices: dict[str, str]
    he: Annotated[list[str], Field(min_length=1)]
    she: Annotated[list[str], Field(min_length=1)]
    before_post: list[str] = []
    regions: dict[str, str] = {}
    small: list[str] = []
    men: list[str] = []
    women: list[str] = []


#: The sentences that the composition asks for; a pack has all of them and no others.
SENTENCES = frozenset(
    [
        "session_title",
        "visit_title",
        "talks_title",
        "meeting_title",
        "call_title",
        "session_lead",
        "visit_lead",
        "talks_lead",
        "meeting_lead",
        "call_lead",
        "chairs",
        "sectors",
        "topics",
        "decided",
        "signed_one",
        "signed_many",
        "expected_one",
        "expected_many",
        "negotiated_one",
        "negotiated_many",
        "next_session",
        "statement_title",
        "statement_lead",
        "statement_close",
        "note_title",
        "invitation",
        "agenda_intro",
        "invitation_reply",
        "notification",
        "notification_request",
        "courtesy",
        "table_title",
    ]
)
WORDS = frozenset(["and", "comma", "instrument", "signed_on", "place", "status", "notes_to"])
