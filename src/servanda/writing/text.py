"""A written text: paragraphs in order, each with what it is; no format."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph. is_: title, paragraph, listed (an item of the list before it), closing."""

    is_: str
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one language; `columns` and `rows` where it holds a table."""

    language: str
    parts: tuple[Part, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())

    @property
    def title(self) -> str:
        """Its headline."""
        return next((p.text for p in self.parts if p.is_ == "title"), "")

    @property
    def plain(self) -> str:
        """The whole as plain text: paragraphs apart by an empty line, items of a list with a dash."""
        lines = [f"– {p.text}" if p.is_ == "listed" else p.text for p in self.parts]
        blocks: list[str] = []
        for part, line in zip(self.parts, lines, strict=True):
            if part.is_ == "listed" and blocks:
                blocks[-1] += "\n" + line
            else:
                blocks.append(line)
        if self.rows:
            blocks.append("\n".join("\t".join(row) for row in (self.columns, *self.rows)))
        return "\n\n".join(blocks) + "\n"
