"""Numerals as they are written in Japanese text, read exactly.

`DIGITS` and `KANJI` are the grammar (folded text); `value` reads what they match: 1,290, 3.5万, 20億4千万, 2億6,371万,
90,000千, 百二十, 二〇二六. Only `Decimal`, with as many places as the digits need.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from functools import lru_cache

_PLAIN = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
_SCALE = "十百千万億兆"
DIGITS = rf"{_PLAIN}(?:[{_SCALE}](?:{_PLAIN})?)*"
KANJI = f"[〇一二三四五六七八九{_SCALE}]+"
LONGEST = 60
_UNITS = {char: Decimal(10**power) for char, power in (("十", 1), ("百", 2), ("千", 3))}
_MYRIADS = {char: Decimal(10**power) for char, power in (("万", 4), ("億", 8), ("兆", 12))}
_KANJI_DIGITS = str.maketrans("〇一二三四五六七八九", "0123456789")
_TOKENS = re.compile(rf"[0-9]+(?:\.[0-9]+)?|[{_SCALE}]")
_EXACT = Context(prec=1000)
_ONE, _ZERO = Decimal(1), Decimal(0)


def value(numeral: str) -> Decimal:
    """The number that a match of `DIGITS` or `KANJI` (at most `LONGEST` characters) writes; 3.50 stays 3.50."""
    plain = numeral.replace(",", "").translate(_KANJI_DIGITS)
    if plain[-1].isdigit() and not any(char in plain for char in _SCALE):
        return Decimal(plain)
    return _chained(plain)


def _chained(plain: str) -> Decimal:
    """Sum of myriads (万, 億, 兆), each the sum of units (千, 百, 十): 20億4千万 = 20·10⁸ + (4·10³)·10⁴."""
    total = section = _ZERO
    current: Decimal | None = None
    for token in _TOKENS.findall(plain):
        if token in _UNITS:
            section = _EXACT.add(section, _EXACT.multiply(_ONE if current is None else current, _UNITS[token]))
            current = None
        elif token in _MYRIADS:
            below = _EXACT.add(section, current or _ZERO)
            base = _ONE if not below and current is None and not section else below
            total = _EXACT.add(total, _EXACT.multiply(base, _MYRIADS[token]))
            section, current = _ZERO, None
        else:
            current = Decimal(token)
    return tidy(_EXACT.add(total, _EXACT.add(section, current or _ZERO)))


def scaled(number: Decimal, factor: Decimal) -> Decimal:
    """`number` × `factor`, exactly; 3.5 × 10000 is 35000, not 35000.0."""
    return number if factor == 1 else tidy(_EXACT.multiply(number, factor))


def added(left: Decimal, right: Decimal) -> Decimal:
    """The exact sum."""
    return tidy(_EXACT.add(left, right))


def tidy(number: Decimal) -> Decimal:
    """The same number without needless zeros after the point or an exponent."""
    whole = number.to_integral_value(context=_EXACT)
    if whole == number:
        return Decimal(int(whole))
    return number.normalize(_EXACT)


def last_scale(numeral: str) -> Decimal:
    """The myriad or unit that a numeral ends with (3.5万 → 10000), which a range lends to its left side: 1~2万人."""
    factor = _ONE
    for char in reversed(numeral):
        if char not in _SCALE:
            break
        factor = _EXACT.multiply(factor, _UNITS.get(char) or _MYRIADS[char])
    return factor


@lru_cache(maxsize=512)
def scale_prefix(text: str) -> tuple[Decimal, str]:
    """A unit's own factor and the unit without it: 千円 → (1000, 円), 百万円 → (1000000, 円), 万人 → (10000, 人)."""
    rest = text.lstrip(_SCALE)
    prefix = text[: len(text) - len(rest)]
    if not prefix or not rest:
        return _ONE, text
    return _chained(prefix), rest
