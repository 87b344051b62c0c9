"""What a cell says when it holds no figure: nothing, to be decided, the same as its neighbour, or words.

All rules are data (`data/words.toml`); texts come in folded form (`folding.fold`).
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.values.folding import fold
from pipeline.values.vocabulary import any_of, table

Status = Literal["set", "none", "tbd", "text"]

_WORDS = table("words")
_NONE = frozenset(fold(word) for word in _WORDS["none"]["words"])
_DASH_OR_ONE = frozenset(_WORDS["dash_or_one"]["words"])
_NONE_PATTERN = re.compile("|".join(_WORDS["none"]["patterns"]))
_REPEAT = {fold(word): f"repeat-{where}" for where in ("left", "above", "same") for word in _WORDS["repeat"][where]}
_TBD = frozenset(fold(word) for word in _WORDS["tbd"]["words"])
_ENDINGS = any_of(_WORDS["tbd"]["endings"])
_DECISION = re.compile(rf"(?:{any_of(_WORDS['tbd']['decisions'])})(?:{_ENDINGS})?$")
_CONSIDERATION = re.compile(rf"(?:{any_of(_WORDS['tbd']['considerations'])})(?:{_ENDINGS})?$")
_SUBJECTS = tuple(_WORDS["tbd"]["subjects"])
_DEFERRALS = tuple(_WORDS["tbd"]["deferrals"])
_NOTE = re.compile(r"\([^()]*\)$")
_LONGEST_WORDS = 40


def exact_status(text: str) -> tuple[Status, str] | None:
    """Status and issue of a cell that is empty, a dash, a repeat mark or a word for undecided; None for another."""
    bare = text.rstrip("。.") or text
    if len(bare) > _LONGEST_WORDS:
        return None
    if not bare or bare in _NONE or _NONE_PATTERN.fullmatch(bare):
        return "none", ""
    if bare in _DASH_OR_ONE:
        return "none", "dash-or-one"
    if bare in _REPEAT:
        return "text", _REPEAT[bare]
    core = bare[1:-1] if bare[0] == "(" and bare[-1] == ")" else _NOTE.sub("", bare)
    return ("tbd", "") if core in _TBD else None


def decided_later(text: str, after: int = 0) -> bool:
    """Whether a sentence says that the figure will be decided.

    It ends with a decision (決定, 設定 …) and names what is decided (指標, 目標値 …) or what must come first (…後に,
    踏まえ, 今後 …); 検討 and the like count only with what is decided, or in a few words (今後検討する). With figures
    in it, the last ending at `after`, what must come first has to follow them.
    """
    sentence = _NOTE.sub("", text.rstrip("。."))
    subject = any(word in sentence for word in _SUBJECTS)
    deferral = any(word in sentence[after:] for word in _DEFERRALS)
    if _DECISION.search(sentence[-20:]):
        return deferral or (subject and not after)
    return bool(_CONSIDERATION.search(sentence[-20:])) and not after and (subject or (deferral and len(sentence) <= 12))
