"""Mutations of PDFs: of their bytes, and by pikepdf of their objects, page trees, fonts and contents.

Every mutation is a function of a file's bytes and a source of chance; the same seed gives the same file.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf

Chance = random.Random
Mutation = Callable[[bytes, Chance], bytes]

_NUMBER = re.compile(rb"(?<![\d.])-?\d{1,6}(?![\d.])")
_NAME = re.compile(rb"/[A-Z][A-Za-z0-9]{1,14}")
_ODD = (b"0", b"-1", b"1", b"65536", b"2147483648", b"-2147483649", b"99999999999999999999", b"1e999", b"nan")


def flipped(data: bytes, chance: Chance) -> bytes:
    """Some bits turned."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 32, 256))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data: bytes, chance: Chance) -> bytes:
    """The end is missing, or a stretch from the middle."""
    start = chance.randrange(8, len(data))
    return data[:start] + (data[start + chance.randrange(1, 4096) :] if chance.random() < 0.5 else b"")


def doubled(data: bytes, chance: Chance) -> bytes:
    """A stretch stands twice or somewhere else."""
    start = chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 2048)]
    at = chance.randrange(len(data))
    return data[:at] + piece + data[at:]


def odd_numbers(data: bytes, chance: Chance) -> bytes:
    """Some numbers are others: lengths, places, counts, references."""
    spots = list(_NUMBER.finditer(data))
    changed = bytearray(data)
    for spot in sorted(chance.sample(spots, min(len(spots), chance.choice((1, 3, 20)))), key=lambda m: -m.start()):
        changed[spot.start() : spot.end()] = chance.choice(_ODD)
    return bytes(changed)


def swapped_names(data: bytes, chance: Chance) -> bytes:
    """Some names stand where others stood."""
    spots = list(_NAME.finditer(data))
    if len(spots) < 2:
        return data
    one, two = sorted(chance.sample(spots, 2), key=lambda m: m.start())
    return data[: one.start()] + two[0] + data[one.end() : two.start()] + one[0] + data[two.end() :]


def _by_objects(change: Callable[[pikepdf.Pdf, Chance], None]) -> Mutation:
    def mutation(data: bytes, chance: Chance) -> bytes:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            change(pdf, chance)
            out = io.BytesIO()
            pdf.save(out, static_id=True, object_stream_mode=chance.choice(list(pikepdf.ObjectStreamMode)))
        return out.getvalue()

    mutation.__name__ = change.__name__.strip("_")
    return mutation


def _odd_value(pdf: pikepdf.Pdf, chance: Chance) -> Any:
    kinds: Sequence[Callable[[], Any]] = (
        lambda: chance.choice((0, -1, 2**31, -(2**31), 3, 10**12)),
        lambda: pikepdf.Name.Page,
        lambda: pikepdf.String(bytes(chance.randrange(256) for _ in range(9))),
        lambda: pikepdf.Array([]),
        lambda: pikepdf.Array([chance.choice((0, -1, 10**9)) for _ in range(chance.choice((1, 4, 6, 99)))]),
        pikepdf.Dictionary,
        lambda: chance.choice(list(pdf.objects)),
        lambda: True,
    )
    return chance.choice(kinds)()


def odd_objects(pdf: pikepdf.Pdf, chance: Chance) -> None:
    """Entries of dictionaries are gone, or of another kind, or lead to another object."""
    held = [one for one in pdf.objects if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream))]
    for one in chance.choices(held, k=chance.choice((1, 2, 8))):
        keys = [key for key in one.keys() if key not in ("/Length", "/Root")]  # noqa: SIM118
        if not keys:
            continue
        key = chance.choice(keys)
        if chance.random() < 0.3:
            del one[key]
        else:
            one[key] = _odd_value(pdf, chance)


def page_tree(pdf: pikepdf.Pdf, chance: Chance) -> None:
    """Pages stand twice, are missing, have odd boxes and turns, or the tree leads back to itself."""
    kids = pdf.Root.Pages.Kids
    page = chance.choice(list(pdf.pages)).obj
    for change in chance.choices(
        (
            lambda: kids.append(kids[0]),
            lambda: kids.append(pdf.Root.Pages),
            lambda: kids.append(_odd_value(pdf, chance)),
            lambda: page.update({"/Rotate": chance.choice((90, 180, 270, 45, -90, 10**9))}),
            lambda: page.update({"/MediaBox": [chance.uniform(-1e4, 1e4) for _ in range(4)]}),
            lambda: page.update({"/CropBox": [chance.uniform(-500, 900) for _ in range(4)]}),
            lambda: page.update({"/UserUnit": chance.choice((0, -1, 0.001, 1e6))}),
            lambda: pdf.Root.Pages.update({"/Count": chance.choice((0, -1, 3, 10**6))}),
            lambda: page.update({"/Parent": page}),
        ),
        k=chance.choice((1, 3)),
    ):
        change()


def fonts(pdf: pikepdf.Pdf, chance: Chance) -> None:
    """Fonts lose their maps, widths or programs, or these are cut, turned or another's."""
    entries = ("/ToUnicode", "/Encoding", "/DescendantFonts", "/FontFile2", "/FontFile3", "/W", "/DW", "/CIDToGIDMap")
    held = [
        (one, key)
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary)
        for key in (*entries, "/Widths", "/FontDescriptor", "/Subtype", "/FontBBox", "/Ascent")
        if key in one and ("/Font" in str(one.get("/Type", "")) or key in entries)
    ]
    for one, key in chance.choices(held, k=chance.choice((1, 3))) if held else ():
        value = one.get(key)
        if isinstance(value, pikepdf.Stream) and chance.random() < 0.6:
            value.write(chance.choice((flipped, cut, doubled))(value.read_bytes() or b"0" * 16, chance))
        elif value is not None and chance.random() < 0.5:
            del one[key]
        else:
            one[key] = _odd_value(pdf, chance)


def contents(pdf: pikepdf.Pdf, chance: Chance) -> None:
    """The drawing itself: operators in another order, repeated, with other numbers, or its bytes turned."""
    page = chance.choice(list(pdf.pages))
    said = list(pikepdf.parse_content_stream(page))
    kind = chance.randrange(4)
    if kind == 0 and said:
        chance.shuffle(said)
    elif kind == 1 and said:
        start = chance.randrange(len(said))
        said = said[:start] + said[start : start + 50] * chance.choice((2, 40, 400)) + said[start:]
    elif kind == 2:
        said = [one for one in said if chance.random() < 0.9]
    data = pikepdf.unparse_content_stream(said)
    if kind == 3 and data:
        data = chance.choice((odd_numbers, flipped, cut, doubled))(data + b" " * 16, chance)
    page.Contents = pdf.make_stream(data)


BYTES: Sequence[Mutation] = (flipped, cut, doubled, odd_numbers, swapped_names)
OBJECTS: Sequence[Mutation] = tuple(map(_by_objects, (odd_objects, page_tree, fonts, contents)))
MUTATIONS: Sequence[Mutation] = (*BYTES, *OBJECTS, *OBJECTS)


def mutated(data: bytes, seed: int) -> tuple[bytes, str]:
    """The file with one to three mutations, and their names; a mutation that cannot be done is left out."""
    chance = random.Random(seed)
    names = []
    for mutation in chance.choices(MUTATIONS, k=chance.choice((1, 1, 2, 3))):
        try:
            data = mutation(data, chance)
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, IndexError, OSError):
            continue
        names.append(mutation.__name__)
    return data, "+".join(names)
