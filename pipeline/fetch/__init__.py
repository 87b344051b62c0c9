"""Fetching plans politely and safely.

    client.Fetcher.file(address, known) → Download | Unchanged, or a `FetchError`

    FetchError                  carries the address and a reason for people
    ├── Refused                 robots.txt, a private address, another scheme: never tried again in this run
    ├── NotThere                404, 410 and other answers that will not change by asking again
    ├── NotAPlan                the answer is something else: an HTML page under the address of a PDF
    ├── TooMuch                 larger or longer than the limits allow, or redirected too often
    └── Trouble                 worth another try: 5xx, 429, a lost connection, a cut body

`client` asks, `guard` says whom one may ask, `robots` reads robots.txt, `download` keeps the bytes, `links` finds the
files that a page links to.
"""

from pipeline.fetch.model import (
    Download,
    FetchError,
    Limits,
    NotAPlan,
    NotThere,
    Refused,
    TooMuch,
    Trouble,
    Unchanged,
    Validators,
)

__all__ = [
    "Download",
    "FetchError",
    "Limits",
    "NotAPlan",
    "NotThere",
    "Refused",
    "TooMuch",
    "Trouble",
    "Unchanged",
    "Validators",
]
