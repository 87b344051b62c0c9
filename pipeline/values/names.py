"""The label of an indicator: its name, and what stands in its brackets (basis, unit, baseline) or behind it (marks)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.values.folding import fold, positions
from pipeline.values.units import Unit, read_unit
from pipeline.values.vocabulary import any_of, table

Basis = Literal["cumulative", "annual", "monthly"]


class NameParts(NamedTuple):
    """What a label says.

    `name`: as printed, line breaks closed up, without baseline and footnote marks. `basis`: how figures are counted,
    from brackets ((累計), (年)). `unit`: from brackets ((千円): 円 with scale 1000), for `read_cell`. `baseline_raw`:
    the text after 現状値: without outer brackets, None without one or when it is a dash. `baseline_as_of`: a date in
    the baseline's head (現状値(R5):). `marks`: footnote marks taken off (※1).
    """

    name: str
    basis: Basis | None = None
    unit: Unit | None = None
    baseline_raw: str | None = None
    baseline_as_of: str = ""
    marks: tuple[str, ...] = ()


_DATA = table("words")
_BASIS: dict[str, Basis] = {
    fold(word): basis for basis in ("cumulative", "annual", "monthly") for word in _DATA["basis"][basis]
}
_DURATIONS = tuple(_DATA["basis"]["durations"])
_PAIRS = {"(": ")", "〈": "〉", "<": ">", "《": "》", "【": "】", "[": "]", "〔": "〕", "「": "」", "≪": "≫"}
_OPEN, _CLOSE = re.escape("".join(_PAIRS)), re.escape("".join(_PAIRS.values()))
_HEAD = re.compile(
    rf"(?:(?P<open>[{_OPEN}])(?P<early>[RHS令平昭12][^:{_OPEN}{_CLOSE}]{{1,12}}?の?)?)?※?(?:{any_of(_DATA['baseline']['heads'])})"
    rf"(?:(?P<dated>\([^()]{{1,20}}\)|[^:(){_CLOSE}0-9]{{0,6}}[RHS令平昭0-9][^:(){_CLOSE}]{{0,12}}年?度?末?)?(?P<colon>[:=])"
    rf"|(?P<shut>[{_CLOSE}]):?|(?=[0-9-]))"
)
_BRACKET = re.compile(rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]{{1,40}})[{_CLOSE}]")
_MARK = re.compile(r"[(（]?(?:※|＊|\*|注)[ 　]?[0-9０-９]{1,2}[)）]?|[(（]?[※＊][)）]?$|[¹²³⁴⁵⁶⁷⁸⁹]{1,4}$")
_STEP = re.compile(
    r"(?:上段|中段|下段|左側?|右側?|(?<![一-龥])[上下](?=[:は]))(?:は、?|が|:|=|、)?([^、,;。・/()上中下左右]{1,24})"
)
_INNER = re.compile(r"[・、,;]")
_AND = re.compile(r"並びに|ならびに|及び|および|、|・|/|と")


def closed_up(text: str) -> str:
    """The text without its line breaks; between Latin letters or digits a space remains."""
    out = ""
    for line in filter(None, map(str.strip, text.splitlines())):
        apart = out[-1:].isascii() and out[-1:].isalnum() and line[0].isascii() and line[0].isalnum()
        out += (" " if apart else "") + line
    return out


@lru_cache(maxsize=8192)
def read_name(label: str) -> NameParts:
    """Takes a label apart: 電子申請数(累計)(千件) · 導入拠点及び利用率〈現状値:24拠点・13.4%〉 · 来館者数※1."""
    rest, baseline, as_of = _split_baseline(label)
    name = closed_up(rest)
    marks = tuple(match[0].strip() for match in _MARK.finditer(name))
    name = _MARK.sub("", name).strip()
    basis, unit = _of_brackets(fold(name))
    return NameParts(name, basis, unit, baseline, as_of, marks)


def _split_baseline(label: str) -> tuple[str, str | None, str]:
    """Label without its baseline, the baseline's raw text, and the date in the baseline's head."""
    folded = fold(label)
    match = _HEAD.search(folded)
    if match is None or (match["open"] is None and match["colon"] is None):
        return label, None, ""
    places = positions(label, folded)
    own_end = match["shut"] or match["open"] is None
    stop = len(folded) if own_end else _closing(folded, match.start("open"))
    value = label[places[match.end()] : places[stop]].strip()
    rest = label[: places[match.start()]] + label[places[min(stop + 1, len(folded))] :]
    said = fold(value)
    group = "dated" if match["dated"] else "early"
    as_of = label[places[match.start(group)] : places[match.end(group)]].strip("()（） \n") if match[group] else ""
    return rest, value if said.strip("-") else None, as_of


def _closing(text: str, start: int) -> int:
    """Where the bracket opened at `start` closes; the text's end if it never does."""
    close, depth = _PAIRS[text[start]], 0
    for at in range(start, len(text)):
        depth += (text[at] == text[start]) - (text[at] == close)
        if depth == 0:
            return at
    return len(text)


def _of_brackets(folded: str) -> tuple[Basis | None, Unit | None]:
    basis: Basis | None = None
    unit: Unit | None = None
    for match in _BRACKET.finditer(folded):
        duration = folded[: match.start()].endswith(_DURATIONS)
        for piece in (match[1], *_INNER.split(match[1])):
            said = None if duration else _basis(piece)
            basis = basis or said
            unit = unit or (None if said and "/" not in piece else read_unit(piece))
    return basis, unit


def _basis(piece: str) -> Basis | None:
    if piece.startswith(("毎年", "各年度")):
        return "annual"
    return _BASIS.get(piece) or ("annual" if piece.endswith(("/年", "/年度")) else None)


def part_labels(name: str, count: int) -> tuple[str, ...]:
    """Labels of a compound figure's parts from the name: 導入拠点及び利用率 → 導入拠点, 利用率; () if none fit.

    A bracket that is neither unit nor basis names the second of two: 受付件数(想定避難者数) → '', 想定避難者数.
    """
    folded = fold(name)
    core = _BRACKET.sub("", folded)
    pieces = [piece for piece in _AND.split(core) if piece]
    if len(pieces) == count:
        if "の" in pieces[0] and not any("の" in piece for piece in pieces[1:]):
            pieces[0] = pieces[0].rpartition("の")[2] or pieces[0]
        return tuple(pieces)
    inner = [match[1] for match in _BRACKET.finditer(folded) if not _basis(match[1]) and not read_unit(match[1])]
    return ("", inner[-1]) if count == 2 and inner else ()


def note_labels(note: str, count: int) -> tuple[str, ...]:
    """Labels of a compound figure's parts from a footnote: 上段:保育課、下段:財政課 → 保育課, 財政課; () if it names
    another number of parts."""
    found = tuple(match[1].strip() for match in _STEP.finditer(fold(note)))
    return found if len(found) == count else ()
