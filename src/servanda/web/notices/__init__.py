"""Reminders and digests by mail: who is told of what, when, once."""
