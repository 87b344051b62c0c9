"""Looking for garbage less often while a document is read.

What is read is some hundred thousand small tuples and no circles, all of it kept: the collector would look through
everything again and again, for a tenth of the time, and find nothing.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (100_000, 20, 100)
"""Thresholds of the collector; the first is how many more objects there must be."""


@contextmanager
def seldom() -> Iterator[None]:
    """Collect garbage seldom; afterwards as before."""
    before = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
