"""Files of registers made on the spot, and the shared data where they are."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared is not there")
    return SHARED


@pytest.fixture
def workbook(tmp_path) -> Callable[..., Path]:
    """Write an XLSX: a function of (fill, name) where `fill(book, sheet)` writes the cells."""

    def write(fill: Callable, name: str = "register.xlsx", sheet: str = "Sheet1") -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as book:
            fill(book, book.add_worksheet(sheet))
        return path

    return write


@pytest.fixture
def repacked(tmp_path) -> Callable[..., Path]:
    """Copy an XLSX with its parts changed: a function of (source, change(name, bytes) → bytes | None, added)."""

    def write(source: Path, change: Callable, added: dict[str, bytes] | None = None) -> Path:
        path = tmp_path / f"changed-{source.name}"
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
            for info in old.infolist():
                content = change(info.filename, old.read(info))
                if content is not None:
                    new.writestr(info.filename, content)
            for name, content in (added or {}).items():
                new.writestr(name, content)
        return path

    return write
