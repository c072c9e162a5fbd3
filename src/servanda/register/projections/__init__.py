"""From entries to computed rows: one file for each kind of subject."""
