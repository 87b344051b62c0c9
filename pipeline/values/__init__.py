"""Years, figures, units and baselines of Japanese plans, from raw text to exact values.

Pure, typed, without I/O beyond the bundled vocabularies, and importable on its own. No text raises or hangs.
Rules with their sources: docs/values.md.
"""

from pipeline.values.baselines import Baseline, Part, read_baseline
from pipeline.values.figures import Figure, Reading, read_cell
from pipeline.values.headers import read_years
from pipeline.values.names import NameParts, note_labels, part_labels, read_name
from pipeline.values.sentences import SentenceTarget, read_kpi_sentence
from pipeline.values.spans import Found, Span, YearContext
from pipeline.values.units import Unit, read_unit
from pipeline.values.years import find_years, looks_like_year, read_year

__all__ = [
    "Baseline",
    "Figure",
    "Found",
    "NameParts",
    "Part",
    "Reading",
    "SentenceTarget",
    "Span",
    "Unit",
    "YearContext",
    "find_years",
    "looks_like_year",
    "note_labels",
    "part_labels",
    "read_baseline",
    "read_cell",
    "read_kpi_sentence",
    "read_name",
    "read_unit",
    "read_year",
    "read_years",
]
