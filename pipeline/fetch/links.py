"""The files that a page links to."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin


def linked_files(text: str, base: str, pattern: str) -> list[str]:
    """Addresses of links to PDFs whose text, title or address the pattern finds, in the page's order, each once.

    Text is compared with its white space closed up.
    """
    parser = _Links()
    parser.feed(text)
    parser.close()
    wanted = re.compile(pattern)
    found = []
    for target, words in parser.links:
        address = urldefrag(urljoin(base, target.strip())).url
        is_pdf = re.search(r"\.pdf(?:$|\?)", address, re.IGNORECASE)
        if is_pdf and (wanted.search("".join(words.split())) or wanted.search(words) or wanted.search(address)):
            found.append(address)
    return list(dict.fromkeys(found))


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self._target: str | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self._finish()
            self._target, self._words = found["href"], [found.get("title") or ""]
        elif tag == "img" and self._target is not None:
            self._words.append(found.get("alt") or "")

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._finish()

    def close(self) -> None:
        super().close()
        self._finish()

    def _finish(self) -> None:
        if self._target is not None:
            self.links.append((self._target, " ".join(self._words)))
        self._target = None
