"""The kinds of act, one class each."""
