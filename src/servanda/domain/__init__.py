"""Pure Python: acts, folds, clauses, dates, texts. No Django, no I/O, no clock."""
