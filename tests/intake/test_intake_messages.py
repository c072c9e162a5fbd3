"""Every code that is used has its message, every message is used, and none is left with an empty place."""

import re
from pathlib import Path

import servanda.register.intake as intake
from servanda.register.intake.messages import FILE, FOUND, MAP, ROW

FOLDER = Path(intake.__file__).parent
SOURCE = "\n".join(p.read_text(encoding="utf-8") for p in FOLDER.rglob("*.py") if p.name != "messages.py")


def test_every_code_in_use_has_a_message():
    used = set(re.findall(r'IntakeError\(\s*"(\w+)"', SOURCE))
    assert used
    assert used <= set(FILE)
    assert set(re.findall(r'Finding\(\s*"(\w+)"', SOURCE)) == set(FOUND)
    assert set(re.findall(r'(?:_wrong\(|MapProblem\(key, )"(\w+)"', SOURCE)) == set(MAP)


def test_every_message_is_in_use():
    for code in (*FILE, *ROW, *FOUND, *MAP):
        assert re.search(rf'"{code}"', SOURCE), code


def test_messages_are_whole_sentences():
    for text in (*FILE.values(), *ROW.values(), *FOUND.values(), *MAP.values()):
        assert text == text.strip()
        assert text[-1] in ".:?)}"
        assert "  " not in text
