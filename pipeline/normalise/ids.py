"""Ids from what is printed: the same words give the same id in every edition, wherever they stand."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_PASSED_OVER = re.compile(r"[\s・･‧·()「」『』【】《》〈〉<>、。,.※*＊:：]")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Text as it is compared for identity: NFKC, no white space, no middle dots or brackets, lower case."""
    return _PASSED_OVER.sub("", unicodedata.normalize("NFKC", text).lower())


def stable_id(prefix: str, *parts: str) -> str:
    """`prefix-xxxxxxxxxx`: ten hex digits of the SHA-256 of the folded parts."""
    text = "\x1f".join(folded(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


class Ids:
    """Hands out ids within one document; what is printed twice is told apart by further words, then by number."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.taken: set[str] = set()

    def new(self, first: str, *further: str) -> str:
        """An id that nobody has yet: from `first`, then with each of `further`, then counted."""
        for depth in range(len(further) + 1):
            found = stable_id(self.prefix, first, *further[:depth])
            if found not in self.taken:
                break
        number = 2
        unique = found
        while unique in self.taken:
            unique = f"{found}.{number}"
            number += 1
        self.taken.add(unique)
        return unique
