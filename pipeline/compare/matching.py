"""One to one: which records of two editions are the same record.

Candidates are taken surest first. The order of the records decides between equally sure ones, so that the same
editions always give the same pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
Score = Callable[[T, T], float | None]


@dataclass(frozen=True, slots=True)
class Pairs(Generic[T]):
    """Records that stand in both editions, with those that only one holds, each in the order of its edition."""

    both: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


def match(old: Sequence[T], new: Sequence[T], keys: Sequence[Callable[[T], Hashable]], score: Score[T]) -> Pairs[T]:
    """Pair what agrees in a key that each edition holds once (keys in order, surest first), then by `score`.

    `score` is None for records that cannot be the same. Keys that are empty say nothing.
    """
    partner: dict[int, int] = {}
    for key in keys:
        for left, right in _by_key(old, new, key, partner):
            partner[left] = right
    for left, right in _by_score(old, new, score, partner):
        partner[left] = right
    taken = set(partner.values())
    order = sorted(partner.items(), key=lambda pair: pair[1])
    return Pairs(
        tuple((old[left], new[right]) for left, right in order),
        tuple(record for at, record in enumerate(old) if at not in partner),
        tuple(record for at, record in enumerate(new) if at not in taken),
    )


def _by_key(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable], partner: dict[int, int]
) -> Iterator[tuple[int, int]]:
    taken = set(partner.values())
    left, right = _places(old, key, set(partner)), _places(new, key, taken)
    for value, places in left.items():
        if value and len(places) == 1 and len(right.get(value, ())) == 1:
            yield places[0], right[value][0]


def _places(records: Sequence[T], key: Callable[[T], Hashable], without: set[int]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        if at not in without:
            found[key(record)].append(at)
    return found


def _by_score(
    old: Sequence[T], new: Sequence[T], score: Score[T], partner: dict[int, int]
) -> Iterator[tuple[int, int]]:
    taken = set(partner.values())
    open_old = [at for at in range(len(old)) if at not in partner]
    open_new = [at for at in range(len(new)) if at not in taken]
    found = [
        (-points, abs(left - right), left, right)
        for left in open_old
        for right in open_new
        if (points := score(old[left], new[right])) is not None
    ]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, _, left, right in sorted(found):
        if left not in used_old and right not in used_new:
            used_old.add(left)
            used_new.add(right)
            yield left, right
