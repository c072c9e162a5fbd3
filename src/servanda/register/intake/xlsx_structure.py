"""Whether an XLSX is safe to give to a parser: package, real unpacked size, DTD, macros, links, cell range.

Nothing is unpacked to disk and no part is held in memory whole. Sizes are counted from what decompression
yields, never from what the archive claims.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.register.intake.faults import IntakeError
from servanda.register.intake.rows import Limits

_BLOCK = 2**18
_CARRY = 4096
_RATIO_FROM = 16 * 2**20
_DTD = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL = re.compile(rb"<(?:[\w.-]+:)?(c|row|f)(?=[\s/>])([^<>]*)>")
_PLACE = re.compile(rb"""(?<![\w:])r\s*=\s*["']\s*([A-Za-z]*)([0-9]*)\s*["']""")
_SHEET = re.compile(rb"<(?:[\w.-]+:)?sheet(?=\s)([^<>]*)>")
_RELATION = re.compile(rb"<(?:[\w.-]+:)?Relationship(?=\s)([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class SheetRange:
    """What a sheet covers: last row, last column (from 1), number of cells with a formula."""

    rows: int
    columns: int
    formulas: int


def checked(path: Path, sheet: str | None, limits: Limits) -> SheetRange:
    """Refuse the file with an IntakeError, or give the range of the sheet that will be read.

    sheet  its name; None for the first one
    """
    with path.open("rb") as stream:
        head = stream.read(8)
    if head == _OLE:
        raise IntakeError(
            "xlsx_protected",
        )
    try:
        with zipfile.ZipFile(path) as package:
            return _package(package, sheet, limits)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as wrong:
        raise IntakeError(
            "xlsx_damaged",
            reason=str(wrong),
        ) from None


def _package(package: zipfile.ZipFile, sheet: str | None, limits: Limits) -> SheetRange:
    parts = package.infolist()
    names = [p.filename for p in parts]
    if len(parts) > limits.parts:
        raise IntakeError(
            "xlsx_too_many_parts",
            parts=len(parts),
        )
    if len(set(names)) != len(names):
        raise IntakeError("xlsx_part_twice")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise IntakeError("xlsx_no_workbook")
    if any(p.flag_bits & 1 for p in parts):
        raise IntakeError(
            "xlsx_protected",
        )
    _refuse_active(names)
    unpacked = 0
    for part in parts:
        for block in _blocks(package, part, limits, unpacked):
            unpacked += len(block)
    types = b"".join(_blocks(package, package.getinfo("[Content_Types].xml"), limits, 0))
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise _macros()
    return _range(package, _sheet_part(package, sheet, limits), limits)


def _refuse_active(names: list[str]) -> None:
    lowered = [n.lower() for n in names]
    if any(
        posixpath.basename(n).startswith("vbaproject") or n.startswith("xl/macrosheets/") for n in lowered
    ):
        raise _macros()
    if any(n.startswith("xl/externallinks/") for n in lowered):
        raise IntakeError(
            "xlsx_external_links",
        )
    if any(n.startswith(("xl/embeddings/", "xl/activex/")) for n in lowered):
        raise IntakeError(
            "xlsx_embedded",
        )


def _macros() -> IntakeError:
    return IntakeError("xlsx_macros")


def _blocks(package: zipfile.ZipFile, part: zipfile.ZipInfo, limits: Limits, before: int) -> Iterator[bytes]:
    """What the part unpacks to, block by block, refusing size, ratio, a DTD and XML that is not UTF-8."""
    done, carry = 0, b""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    with package.open(part) as stream:
        while block := stream.read(_BLOCK):
            done += len(block)
            if before + done > limits.unpacked_bytes or (
                done > _RATIO_FROM and done > limits.ratio * max(part.compress_size, 1)
            ):
                raise IntakeError(
                    "xlsx_bomb",
                    unpacked=before + done,
                )
            if is_xml:
                if b"\x00" in block:
                    raise IntakeError(
                        "xlsx_not_utf8",
                    )
                if _DTD.search(carry + block):
                    raise IntakeError(
                        "xlsx_dtd",
                    )
                carry = block[-64:]
            yield block


def _attributes(text: bytes) -> dict[str, str]:
    return {k.decode(): (a or b).decode("utf-8", "replace") for k, a, b in _ATTRIBUTE.findall(text)}


def _whole(package: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    try:
        return b"".join(_blocks(package, package.getinfo(name), limits, 0))
    except KeyError:
        raise IntakeError("xlsx_no_workbook") from None


def _sheet_part(package: zipfile.ZipFile, sheet: str | None, limits: Limits) -> str:
    """The name of the part that holds the sheet."""
    root = _targets(_whole(package, "_rels/.rels", limits), "")
    book = next((t for kind, t in root.values() if kind.endswith("/officeDocument")), "xl/workbook.xml")
    folder, file = posixpath.split(book)
    sheets = [_attributes(m) for m in _SHEET.findall(_whole(package, book, limits))]
    targets = _targets(_whole(package, f"{folder}/_rels/{file}.rels", limits), folder)
    tables = {
        _unescaped(s.get("name", "")): targets[i][1]
        for s in sheets
        for i in [next((v for k, v in s.items() if k.endswith(":id")), "")]
        if i in targets and targets[i][0].endswith("/worksheet")
    }
    if sheet is not None and sheet not in tables:
        raise IntakeError(
            "sheet_missing",
            sheet=sheet,
            found=", ".join(f"“{t}”" for t in tables),
        )
    if not tables:
        raise IntakeError("table_empty")
    return tables[sheet] if sheet is not None else next(iter(tables.values()))


def sheet_names(path: Path, limits: Limits) -> list[str]:
    """Names of the sheets, for messages; the file must have passed `checked`."""
    with zipfile.ZipFile(path) as package:
        return [
            _unescaped(_attributes(m).get("name", ""))
            for m in _SHEET.findall(_whole(package, "xl/workbook.xml", limits))
        ]


def _unescaped(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return re.sub(r"&#(x?)([0-9A-Fa-f]+);", lambda m: chr(int(m[2], 16 if m[1] else 10)), text)


def _targets(relations: bytes, folder: str) -> dict[str, tuple[str, str]]:
    """Relationship id → its type and the part it leads to (relations of other files are left out)."""
    found = {}
    for one in map(_attributes, _RELATION.findall(relations)):
        if one.get("TargetMode") != "External" and "Target" in one:
            target = one["Target"]
            path = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[one.get("Id", "")] = (one.get("Type", ""), path)
    return found


def _range(package: zipfile.ZipFile, part: str, limits: Limits) -> SheetRange:
    """The range that a parser would have to hold, from the cells themselves, not from what the sheet says."""
    try:
        info = package.getinfo(part)
    except KeyError:
        raise IntakeError("xlsx_no_workbook") from None
    row = column = last_row = last_column = formulas = 0
    carry = b""
    for block in _blocks(package, info, limits, 0):
        text = carry + block
        cut = max(text.rfind(b"<"), len(text) - _CARRY) if b">" not in text[text.rfind(b"<") :] else len(text)
        carry = text[cut:]
        for tag, attributes in _CELL.findall(text[:cut]):
            place = _PLACE.search(attributes)
            if tag == b"f":
                formulas += 1
            elif tag == b"row":
                row = int(place[2]) if place and place[2] else row + 1
                column = 0
            else:
                column = _column(place[1]) if place and place[1] else column + 1
                row = int(place[2]) if place and place[2] else row
                if attributes.endswith(b"/"):
                    continue  # a cell with a style and no content takes no room
                last_row, last_column = max(last_row, row), max(last_column, column)
                if last_row * last_column > limits.cells:
                    raise IntakeError(
                        "xlsx_range",
                        rows=last_row,
                        columns=last_column,
                    )
    return SheetRange(last_row, last_column, formulas)


def _column(letters: bytes) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + letter - 64
    return number
