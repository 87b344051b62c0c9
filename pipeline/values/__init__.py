"""Years, figures, units and baselines of Japanese plans, from raw text to exact values.

Pure, typed, without I/O beyond the bundled vocabularies, and importable on its own. Rules: docs/values.md.
"""

from pipeline.values.headers import read_years
from pipeline.values.spans import Found, Span, YearContext
from pipeline.values.years import find_years, looks_like_year, read_year

__all__ = ["Found", "Span", "YearContext", "find_years", "looks_like_year", "read_year", "read_years"]
