"""Texts in four languages: words for searching, names across scripts, digits, days and numbers by CLDR."""
