"""Statements → records: fiscal years, figures, units, statuses, ids. `document.normalise` is the way in."""
