"""Meaning: from statements to records, findings and published files."""

__version__ = "0.1.0"
