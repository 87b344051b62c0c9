"""What the value readers had to assume, as remarks: which issue becomes which finding is a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extractors.model import Remark
from extractors.shapes.axis import head_word
from extractors.statements import Said, YearHead
from pipeline.normalise.heads import of_calendar_year
from pipeline.values.figures import Reading
from pipeline.values.names import closed_up
from pipeline.values.spans import Span

# Issues that say what happens in every plan (an era carried along a row, 年 for 年度) are no findings.
_FIGURES: Mapping[str, str] = {
    "unit-unknown": "unit-unknown",
    "number-without-unit": "number-without-unit",
    "from-to": "figure-from-to",
    "range-backwards": "range-backwards",
    "range-or-code": "range-or-code",
    "fraction-or-date": "fraction-or-date",
    "ratio": "figure-is-ratio",
    "malformed-number": "malformed-number",
    "numeral-too-long": "numeral-too-long",
    "dash-or-one": "dash-or-one",
    "repeat-left": "ditto-mark",
    "repeat-above": "ditto-mark",
    "repeat-same": "ditto-mark",
}
_YEARS = frozenset({"era-deduced", "double-dating-disagrees", "years-not-ascending", "beyond-era"})


def of_reading(reading: Reading, place: Said) -> Iterator[Remark]:
    """Remarks on a cell; each finding once."""
    raw = closed_up(place.text)[:80]
    unit = next((figure.unit for figure in reading.figures if figure.unit), "")
    for code in dict.fromkeys(_FIGURES[issue] for issue in reading.issues if issue in _FIGURES):
        yield Remark(code, place.page, place.box, {"raw": raw, "unit": unit})


def of_head(head: YearHead, span: Span | None, place: Said) -> Iterator[Remark]:
    """Remarks on a year head, at the first value that stands under it."""
    if span is not None and of_calendar_year(span):
        yield Remark("calendar-year-head", place.page, place.box, {"head": closed_up(head.text)})
    for issue in dict.fromkeys(span.issues if span is not None else ()):
        if issue in _YEARS and not (issue == "years-not-ascending" and _behind_the_present(head)):
            yield Remark(issue, place.page, place.box, {"head": closed_up(head.text)})


def _behind_the_present(head: YearHead) -> bool:
    """Whether a column of the present state stands to the left: its year may be that of the first target, or later."""
    return head.index > 0 and head_word(head.row[head.index - 1]) in ("baseline", "actual")
