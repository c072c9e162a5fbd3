"""Servanda: the working system of a bilateral cooperation mechanism."""

__version__ = "0.1.0"
