"""pdfium's C functions, bound for many small calls.

pypdfium2 brings the library and opens the documents; its own bindings convert typed pointers on each call and give
up the interpreter lock each time, which costs more than the calls themselves. Here the same functions are bound a
second time without a conversion of their arguments, four to six times as fast per call. What they take is therefore
exact: a `Pointer` for an address (of a handle, or of a place in a buffer) and a plain integer for a C int; the types
below say which. pdfium is not thread-safe: one document is read by one thread of one process.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from ctypes import CFUNCTYPE, PYFUNCTYPE, c_int, c_size_t, c_uint, c_ulong, c_void_p
from typing import Any, cast

import pypdfium2.raw as _raw


class Pointer:
    """An address as the functions take it; made by `pointer` only."""


Get = Callable[[Pointer], int]
GetAt = Callable[[Pointer, int], int]
Handle = Callable[[Pointer], int | None]
HandleAt = Callable[[Pointer, int], int | None]
Write = Callable[[Pointer, Pointer], int]
Write2 = Callable[[Pointer, Pointer, Pointer], int]
Write4 = Callable[[Pointer, Pointer, Pointer, Pointer, Pointer], int]

pointer = cast(Callable[[int | None], Pointer], c_void_p.from_param)
"""The address (None for no object) as an argument."""

OBJECT_TEXT, OBJECT_PATH, OBJECT_IMAGE, OBJECT_SHADING, OBJECT_FORM = 1, 2, 3, 4, 5
SEGMENT_LINE, SEGMENT_BEZIER, SEGMENT_MOVE = 0, 1, 2


def _address(name: str) -> int:
    return ctypes.cast(getattr(_raw, name), c_void_p).value or 0


def _quick(name: str, result: Any, *sizes: Any) -> Any:
    """A function that returns at once and therefore keeps the interpreter lock. `sizes`: where not all are C ints."""
    return PYFUNCTYPE(result, *sizes)(_address(name))


def _slow(name: str, result: Any, *arguments: Any) -> Any:
    """A function that may work for a while and lets other threads run."""
    return CFUNCTYPE(result, *arguments)(_address(name))


load_page: Callable[[Pointer, int], int | None] = _slow("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page: Callable[[Pointer], None] = _slow("FPDF_ClosePage", None, c_void_p)
load_text: Callable[[Pointer], int | None] = _slow("FPDFText_LoadPage", c_void_p, c_void_p)
close_text: Callable[[Pointer], None] = _slow("FPDFText_ClosePage", None, c_void_p)
page_bounds: Write = _quick("FPDF_GetPageBoundingBox", c_int)
page_rotation: Get = _quick("FPDFPage_GetRotation", c_int)
count_objects: Get = _quick("FPDFPage_CountObjects", c_int)
get_object: HandleAt = _quick("FPDFPage_GetObject", c_void_p)
form_count: Get = _quick("FPDFFormObj_CountObjects", c_int)
form_object: HandleAt = _quick("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)

char_count: Get = _quick("FPDFText_CountChars", c_int)
char_code: GetAt = _quick("FPDFText_GetUnicode", c_uint)
char_box: Callable[[Pointer, int, Pointer], int] = _quick("FPDFText_GetLooseCharBox", c_int)
char_object: HandleAt = _quick("FPDFText_GetTextObject", c_void_p)
char_is_made_up: GetAt = _quick("FPDFText_IsGenerated", c_int)
char_is_hyphen: GetAt = _quick("FPDFText_IsHyphen", c_int)

object_type: Get = _quick("FPDFPageObj_GetType", c_int)
object_bounds: Write4 = _quick("FPDFPageObj_GetBounds", c_int)
object_matrix: Write = _quick("FPDFPageObj_GetMatrix", c_int)
fill_colour: Write4 = _quick("FPDFPageObj_GetFillColor", c_int)
stroke_colour: Write4 = _quick("FPDFPageObj_GetStrokeColor", c_int)
stroke_width: Write = _quick("FPDFPageObj_GetStrokeWidth", c_int)
object_clip: Handle = _quick("FPDFPageObj_GetClipPath", c_void_p)

text_font: Handle = _quick("FPDFTextObj_GetFont", c_void_p)
text_size: Write = _quick("FPDFTextObj_GetFontSize", c_int)
text_mode: Get = _quick("FPDFTextObj_GetTextRenderMode", c_int)
font_name: Callable[[Pointer, Pointer | None, int], int] = _quick(
    "FPDFFont_GetBaseFontName", c_size_t, c_void_p, c_void_p, c_size_t
)
font_embedded: Get = _quick("FPDFFont_GetIsEmbedded", c_int)

path_mode: Write2 = _quick("FPDFPath_GetDrawMode", c_int)
path_count: Get = _quick("FPDFPath_CountSegments", c_int)
path_segment: HandleAt = _quick("FPDFPath_GetPathSegment", c_void_p)
segment_point: Write2 = _quick("FPDFPathSegment_GetPoint", c_int)
segment_type: Get = _quick("FPDFPathSegment_GetType", c_int)
segment_closes: Get = _quick("FPDFPathSegment_GetClose", c_int)
clip_count: Get = _quick("FPDFClipPath_CountPaths", c_int)
clip_segments: GetAt = _quick("FPDFClipPath_CountPathSegments", c_int)
clip_segment: Callable[[Pointer, int, int], int | None] = _quick("FPDFClipPath_GetPathSegment", c_void_p)


class _Block:
    """Numbers that pdfium writes; `at[i]` points to the i-th."""

    def __init__(self, values: array[Any]) -> None:
        self.values = values
        start, step = values.buffer_info()[0], values.itemsize
        self.at = [pointer(start + step * i) for i in range(len(values))]


class Floats(_Block):
    """A block of C floats that pdfium writes into; `at[i]` points to the i-th."""

    def __init__(self, count: int) -> None:
        super().__init__(array("f", bytes(4 * count)))


class Uints(_Block):
    """A block of C unsigned integers that pdfium writes into; `at[i]` points to the i-th."""

    def __init__(self, count: int) -> None:
        super().__init__(array("I", bytes(4 * count)))


class Boxes:
    """Rectangles of four C floats that pdfium writes into; `at[i]` points to the i-th. Grows."""

    def __init__(self) -> None:
        self._floats = array("f")
        self.at: list[Pointer] = []

    def hold(self, count: int) -> None:
        """Make room for so many; pointers from before are void."""
        if count > len(self.at):
            self._floats = array("f", bytes(16 * count))
            start = self._floats.buffer_info()[0]
            self.at = [pointer(start + 16 * i) for i in range(count)]

    def sides(self, count: int) -> tuple[list[float], list[float], list[float], list[float]]:
        """The first `count` rectangles as four lists, in the order in which pdfium writes their sides."""
        values = self._floats[: 4 * count].tolist()
        return values[0::4], values[1::4], values[2::4], values[3::4]


class Name:
    """A buffer for the names of fonts."""

    def __init__(self) -> None:
        self._room(256)

    def _room(self, size: int) -> None:
        self._size = size
        self._buffer = ctypes.create_string_buffer(size)
        self._at = pointer(ctypes.addressof(self._buffer))

    def of_font(self, font: Pointer) -> str:
        """What the font is called in the file; names in old files may be in any encoding."""
        size = font_name(font, self._at, self._size)
        if size > self._size:
            self._room(size)
            font_name(font, self._at, size)
        return self._buffer.value.decode("utf-8", "replace") if size > 1 else ""


def address(handle: Any) -> Pointer:
    """What one of pypdfium2's typed pointers points to."""
    return pointer(ctypes.cast(handle, c_void_p).value)
