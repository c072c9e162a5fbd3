"""The append-only store: append, history, verify. Nothing above it writes to its table."""
