"""pdfium's C functions, bound for many small calls.

pypdfium2 brings the library and opens the documents; its own bindings convert typed pointers on each call and give
up the interpreter lock each time, which costs more than the calls themselves. Here the same functions are bound a
second time with plain addresses, about four times as fast per call. Handles are integers, out-parameters are
addresses of preallocated arrays. pdfium is not thread-safe: one document is read by one thread of one process.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable
from ctypes import CFUNCTYPE, PYFUNCTYPE, c_int, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as _raw

Call = Callable[..., Any]

OBJECT_TEXT, OBJECT_PATH, OBJECT_IMAGE, OBJECT_SHADING, OBJECT_FORM = 1, 2, 3, 4, 5
SEGMENT_LINE, SEGMENT_BEZIER, SEGMENT_MOVE = 0, 1, 2


def _address(name: str) -> int:
    return ctypes.cast(getattr(_raw, name), c_void_p).value or 0


def _quick(name: str, result: Any, *arguments: Any) -> Call:
    """A function that returns at once and therefore keeps the interpreter lock."""
    return PYFUNCTYPE(result, *arguments)(_address(name))


def _slow(name: str, result: Any, *arguments: Any) -> Call:
    """A function that may work for a while and lets other threads run."""
    return CFUNCTYPE(result, *arguments)(_address(name))


load_page = _slow("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page = _slow("FPDF_ClosePage", None, c_void_p)
load_text = _slow("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _slow("FPDFText_ClosePage", None, c_void_p)
page_bounds = _quick("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
page_rotation = _quick("FPDFPage_GetRotation", c_int, c_void_p)
count_objects = _quick("FPDFPage_CountObjects", c_int, c_void_p)
get_object = _quick("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
form_count = _quick("FPDFFormObj_CountObjects", c_int, c_void_p)
form_object = _quick("FPDFFormObj_GetObject", c_void_p, c_void_p, c_uint)

char_count = _quick("FPDFText_CountChars", c_int, c_void_p)
char_code = _quick("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
char_box = _quick("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
char_object = _quick("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
char_is_made_up = _quick("FPDFText_IsGenerated", c_int, c_void_p, c_int)
char_is_hyphen = _quick("FPDFText_IsHyphen", c_int, c_void_p, c_int)
char_unmapped = _quick("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)

object_type = _quick("FPDFPageObj_GetType", c_int, c_void_p)
object_bounds = _quick("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
object_matrix = _quick("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
fill_colour = _quick("FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
stroke_colour = _quick("FPDFPageObj_GetStrokeColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
stroke_width = _quick("FPDFPageObj_GetStrokeWidth", c_int, c_void_p, c_void_p)
object_clip = _quick("FPDFPageObj_GetClipPath", c_void_p, c_void_p)

text_font = _quick("FPDFTextObj_GetFont", c_void_p, c_void_p)
text_size = _quick("FPDFTextObj_GetFontSize", c_int, c_void_p, c_void_p)
text_mode = _quick("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
font_name = _quick("FPDFFont_GetBaseFontName", ctypes.c_size_t, c_void_p, c_void_p, ctypes.c_size_t)
font_embedded = _quick("FPDFFont_GetIsEmbedded", c_int, c_void_p)
font_flags = _quick("FPDFFont_GetFlags", c_int, c_void_p)

path_mode = _quick("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
path_count = _quick("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _quick("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_point = _quick("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
segment_type = _quick("FPDFPathSegment_GetType", c_int, c_void_p)
segment_closes = _quick("FPDFPathSegment_GetClose", c_int, c_void_p)
clip_count = _quick("FPDFClipPath_CountPaths", c_int, c_void_p)
clip_segments = _quick("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
clip_segment = _quick("FPDFClipPath_GetPathSegment", c_void_p, c_void_p, c_int, c_int)


class Floats:
    """A block of C floats that pdfium writes into; `at[i]` is the address of the i-th."""

    def __init__(self, count: int) -> None:
        self.values = array("f", bytes(4 * count))
        self.at = [self.values.buffer_info()[0] + 4 * i for i in range(count)]


class Uints:
    """A block of C unsigned integers that pdfium writes into."""

    def __init__(self, count: int) -> None:
        self.values = array("I", bytes(4 * count))
        self.at = [self.values.buffer_info()[0] + 4 * i for i in range(count)]


class Bytes:
    """A buffer for a C string."""

    def __init__(self, count: int) -> None:
        self._buffer = ctypes.create_string_buffer(count)
        self.address = ctypes.addressof(self._buffer)

    def text(self) -> str:
        """The string; names in old files may be in any encoding."""
        return self._buffer.value.decode("utf-8", "replace")


def handle(pointer: Any) -> int:
    """The address behind one of pypdfium2's typed pointers."""
    return ctypes.cast(pointer, c_void_p).value or 0
