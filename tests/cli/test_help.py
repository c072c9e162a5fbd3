"""The command line speaks the user's language before anything of the register is loaded."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


def said(*arguments: str, **environment: str) -> str:
    found = subprocess.run(
        [sys.executable, "-m", "servanda.cli.main", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )
    return found.stdout + found.stderr


@pytest.mark.parametrize(
    ("language", "usage", "help_", "unknown"),
    [
        ("ar", "الاستعمال:", "الملف: pdf أو docx أو html.", "خطأ:"),
        ("fr", "Utilisation\u00a0:", "Le fichier\u00a0: .pdf, .docx ou .html.", "Erreur\u00a0:"),
        ("ru", "Использование:", "Файл: .pdf, .docx или .html.", "Ошибка:"),
        ("en", "Usage:", "The file: .pdf, .docx or .html.", "Error:"),
    ],
)
def test_help_and_wrong_use_are_in_the_language_asked_for(
    language: str, usage: str, help_: str, unknown: str
):
    by_setting = said("brief", "--help", SERVANDA_LANG=language)
    assert by_setting.startswith(usage)
    assert help_ in by_setting
    assert said("--lang", language, "brief", "--help", SERVANDA_LANG="") == by_setting
    assert unknown in said("--lang", language, "brief", "--no-such-thing")


def test_the_locale_decides_where_nothing_is_asked():
    assert said("--help", SERVANDA_LANG="", LANG="fr_FR.UTF-8").startswith("Utilisation")
    assert said("--help", SERVANDA_LANG="", LANG="C.UTF-8").startswith("Usage:")
