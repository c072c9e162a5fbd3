"""Findings."""

FINDINGS: dict = {}
