"""PDF → pages as a person sees them, one at a time.

The only door to a PDF engine. pdfium reads text and drawing; what comes out is upright, repaired and without what
is hidden. Errors that concern the whole file are raised; what concerns one page is a `Remark` on that page.

    PdfError
    ├── NotAPdf      the bytes are something else, or nothing
    ├── Encrypted    a password is needed to open it
    └── Damaged      it begins like a PDF and cannot be opened
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Literal

import pypdfium2
import pypdfium2.raw as pdfium_c

from extractors import drawing
from extractors import pdfium_api as api
from extractors.collecting import seldom
from extractors.glyphs import Ground, Read, Upright, broadest, how_upright, private_chars, seen_chars
from extractors.health import doubt
from extractors.model import Char, Page, Remark
from extractors.pdfium_scene import SceneReader
from extractors.pdfium_text import TextReader
from extractors.planes import Matrix, multiply

if TYPE_CHECKING:
    from PIL.Image import Image

COPY_PERMISSION = 1 << 4
FRESH = 64
"""After so many pages the file is opened anew: the engine keeps what it has parsed of each until it is closed."""
IMAGE_SHARE = 0.25
"""A page without text is a picture of a page when images cover this share of it."""

DASHES = frozenset("—\u0336")
"""The dash that fonts of other systems lack; Adobe's table of Japanese glyphs reads it as a long stroke."""
PATIENCE = 3
"""After so many pages in which the second engine finds no dash it is not asked again."""

SPACELESS = "Skia/PDF"
"""What Chromium's producer calls itself: it moves on where a space stands and writes none."""

TextLayer = Literal["native", "ocr", "mixed", "none"]


class PdfError(Exception):
    """A file that cannot be read at all. `code` is in the catalogue of findings, `path` the file."""

    code: ClassVar[str] = "pdf-damaged"
    ja: ClassVar[str] = "{file} を開けません。"
    en: ClassVar[str] = "{file} cannot be opened."

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text_ja = self.ja.format(file=path.name)
        self.text_en = self.en.format(file=path.name)
        super().__init__(f"{self.text_ja} / {self.text_en}")


class NotAPdf(PdfError):
    """The bytes are something else, or nothing."""

    code = "not-a-pdf"
    ja = "{file} はPDFではありません（空のファイルか、別の形式です）。"
    en = "{file} is not a PDF (it is empty or of another kind)."


class Encrypted(PdfError):
    """A password is needed to open the file."""

    code = "pdf-encrypted"
    ja = "{file} は開くためのパスワードが必要です。"
    en = "{file} needs a password to be opened."


class Damaged(PdfError):
    """The file begins like a PDF and cannot be opened."""

    code = "pdf-damaged"
    ja = "{file} は壊れているため開けません（途中で切れている可能性があります）。"
    en = "{file} is damaged and cannot be opened (it may have been cut off)."


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """What the file says about itself; `copy_restricted` when an owner password forbids copying (read all the same)."""

    pages: int
    producer: str
    creator: str
    title: str
    encrypted: bool
    copy_restricted: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of one page is read before the rest is left out with a remark."""

    chars: int = 60_000
    objects: int = 30_000
    points: int = 300_000


class Document:
    """An open PDF. Use `open_document`; not for several threads at once."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path = path
        self._limits = limits
        self._pdf = _opened(path)
        self._handle = api.address(self._pdf.raw)
        self._loaded = 0
        self._scene = SceneReader()
        self._patience = PATIENCE
        self.info = _info(self._pdf)
        self._text = TextReader(spaceless=SPACELESS in self.info.producer)

    def pages(self, numbers: Iterable[int] | None = None) -> Iterator[Page]:
        """The pages (numbered from 1) one at a time; each is closed before the next is read."""
        for number in numbers if numbers is not None else range(1, self.info.pages + 1):
            yield self.page(number)

    def page(self, number: int) -> Page:
        """One page, numbered from 1; empty with a remark when it cannot be loaded. `IndexError` when there is none."""
        if not 1 <= number <= self.info.pages:
            raise IndexError(f"page {number} of {self.info.pages}")
        if self._loaded == FRESH:
            self._open_anew()
        self._loaded += 1
        handle = api.load_page(self._handle, number - 1)
        if not handle:
            return _unreadable(number)
        page = api.pointer(handle)
        try:
            return self._read(page, number)
        finally:
            api.close_page(page)

    def _open_anew(self) -> None:
        self._pdf.close()
        self._pdf = _opened(self.path)
        self._handle = api.address(self._pdf.raw)
        self._loaded = 0

    def _read(self, page: api.Pointer, number: int) -> Page:
        bounds = api.Floats(4)
        api.page_bounds(page, bounds.at[0])
        left, top, right, bottom = bounds.values
        if right - left < 1 or top - bottom < 1:
            return _unreadable(number)
        scene = self._scene.walk(page, self._limits.objects, self._limits.points)
        glyphs = self._text.read(page, scene, self._limits.chars)
        upright = how_upright(glyphs, api.page_rotation(page) % 4)
        matrix = upright_matrix((left, bottom, right, top), upright)
        width, height = (right - left, top - bottom) if upright.turn % 2 == 0 else (top - bottom, right - left)
        drawn, images = self._scene.paint(scene, matrix)
        found = drawing.marks(drawn)
        ground = Ground(width, height, broadest(found.ground), images)
        read = seen_chars(glyphs, matrix, upright, ground, number)
        if glyphs.unseen and self._patience and read.chars:
            read.chars = self._with_dashes(read.chars, number, upright)
        chars, layer, remarks = self._judged(read, ground, number, texts=len(scene.texts), turned=upright)
        return Page(
            number=number,
            width=width,
            height=height,
            chars=tuple(chars),
            rules=tuple(found.rules),
            fills=tuple(found.fills),
            outlines=tuple(found.outlines),
            images=tuple(images),
            text_layer=layer,
            rotation=upright.turn * 90,
            remarks=(*read.remarks, *remarks, *self._cut_short(number, glyphs.total, scene.unread)),
        )

    def _judged(
        self, read: Read, ground: Ground, number: int, *, texts: int, turned: Upright
    ) -> tuple[list[Char], TextLayer, list[Remark]]:
        """The characters to trust (perhaps none, perhaps the second engine's), their layer, and why."""
        chars, reason = read.chars, doubt(read.chars, read.unmapped)
        if reason is not None or (texts and not chars and not read.remarks):
            second = self._second_reading(number, turned)
            if second and doubt(second) is None:
                return second, "native", [Remark("read-by-second-engine", number)]
        if reason is not None:
            return [], "none", [Remark("text-layer-unreadable", number, None, {"reason": reason})]
        if not chars:
            return [], "none", [Remark("page-is-an-image", number)] if ground.image_share() > IMAGE_SHARE else []
        remarks = []
        unknown = private_chars(chars)
        if unknown:
            shown = " ".join(sorted(f"U+{ord(text[0]):04X}" for text in unknown)[:8])
            remarks.append(Remark("unknown-characters", number, None, {"codes": shown, "count": str(unknown.total())}))
        scanned = sum(1 for char in chars if char[7] == "ocr") if read.scanned else 0
        if not scanned:
            return chars, "native", remarks
        remarks.append(Remark("text-by-ocr", number))
        return chars, "ocr" if scanned > 0.9 * len(chars) else "mixed", remarks

    def _with_dashes(self, chars: list[Char], number: int, turned: Upright) -> list[Char]:
        """With the dashes that the second engine sees where this one sees nothing."""
        second = (c for c in self._second_reading(number, turned) if c.text in DASHES)
        found = [c._replace(text="—") for c in second if not any(_meet(c, other) for other in chars)]
        self._patience = PATIENCE if found else self._patience - 1
        return [*chars, *found]

    def _second_reading(self, number: int, turned: Upright) -> list[Char]:
        """The page's characters by pdfplumber; none where the page had to be turned by its text."""
        from extractors.pages_plumber import plumber_chars  # noqa: PLC0415  (a third of a second, rarely needed)

        return [] if turned.mirrored else plumber_chars(self.path, number)

    def _cut_short(self, number: int, chars: int, unread: int) -> Iterator[Remark]:
        if chars > self._limits.chars:
            values = {"what": "characters", "limit": str(self._limits.chars), "count": str(chars)}
            yield Remark("page-too-large", number, None, values)
        if unread:
            values = {
                "what": "objects",
                "limit": str(self._limits.objects),
                "count": str(self._limits.objects + unread),
            }
            yield Remark("page-too-large", number, None, values)
        if self._scene.points_left < 0:
            values = {"what": "points", "limit": str(self._limits.points), "count": f"> {self._limits.points}"}
            yield Remark("page-too-large", number, None, values)

    def close(self) -> None:
        """Give the file back."""
        self._pdf.close()


def _unreadable(number: int) -> Page:
    return Page(number, 0.0, 0.0, (), (), (), (), text_layer="none", remarks=(Remark("page-unreadable", number),))


@contextmanager
def open_document(path: Path | str, limits: Limits | None = None) -> Iterator[Document]:
    """The PDF at `path`, closed at the end. Raises `NotAPdf`, `Encrypted` or `Damaged`."""
    document = Document(Path(path), limits or Limits())
    try:
        with seldom():
            yield document
    finally:
        document.close()


def render(path: Path | str, number: int, scale: float = 2.0, rotation: int | None = None) -> Image:
    """The page (numbered from 1) as an image, `scale` pixels per point.

    It is turned as the file says, or by `rotation` degrees clockwise where a `Page` says otherwise.
    """
    pdf = _opened(Path(path))
    try:
        page = pdf[number - 1]
        turn = 0 if rotation is None else (rotation - page.get_rotation()) % 360
        image: Image = page.render(scale=scale, rotation=turn).to_pil()
        page.close()
        return image
    finally:
        pdf.close()


def _meet(one: Char, two: Char) -> bool:
    x, y = (one.x0 + one.x1) / 2, (one.top + one.bottom) / 2
    return two.x0 <= x <= two.x1 and two.top <= y <= two.bottom


def upright_matrix(bounds: tuple[float, float, float, float], upright: Upright) -> Matrix:
    """From PDF space (`bounds`: left, bottom, right, top) to the turned page, origin top left, y downwards."""
    left, bottom, right, top = bounds
    matrices: tuple[Matrix, ...] = (
        (1.0, 0.0, 0.0, -1.0, -left, top),
        (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        (0.0, -1.0, -1.0, 0.0, top, right),
    )
    matrix = matrices[upright.turn]
    if upright.mirrored:
        width = right - left if upright.turn % 2 == 0 else top - bottom
        return multiply(matrix, (-1.0, 0.0, 0.0, 1.0, width, 0.0))
    return matrix


def _opened(path: Path) -> pypdfium2.PdfDocument:
    with path.open("rb") as stream:
        start = stream.read(1024)
    if b"%PDF-" not in start:
        raise NotAPdf(path)
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise Encrypted(path) from error
        raise Damaged(path) from error


def _info(pdf: pypdfium2.PdfDocument) -> PdfInfo:
    said = pdf.get_metadata_dict(skip_empty=False)
    encrypted = pdfium_c.FPDF_GetSecurityHandlerRevision(pdf.raw) >= 0
    allowed = pdfium_c.FPDF_GetDocUserPermissions(pdf.raw)
    return PdfInfo(
        len(pdf),
        said.get("Producer", ""),
        said.get("Creator", ""),
        said.get("Title", ""),
        encrypted,
        encrypted and not allowed & COPY_PERMISSION,
    )
