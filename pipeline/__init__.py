"""Meaning: from statements to records, findings and published files."""
