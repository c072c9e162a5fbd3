"""Morphology of a language: the little that a pack cannot say as data.

A pack names its morphology in `pack.toml`; without one of its own a language takes `plain`, which needs
no code: the lemmas of simplemma where that knows the language, else the folded word.
"""

from __future__ import annotations

from importlib import import_module

from servanda.reading.languages.plain import Morphology

__all__ = ["Morphology", "morphology"]

_OWN = ("ar", "ru", "fr", "en")


def morphology(name: str, language: str) -> Morphology:
    """The morphology called `name` (a module here) for `language`. Raises KeyError on an unknown name."""
    if name == "plain":
        return Morphology(language)
    if name not in _OWN:
        raise KeyError(name)
    module = import_module(f"servanda.reading.languages.{name}")
    return module.MORPHOLOGY(language)
