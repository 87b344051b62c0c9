"""Pages that are pictures: what is drawn and written on them, as the same `Page` that a text layer gives.

    render → upright, level, even (`picture`) → rules (`strokes`), fills and shapes (`shapes`) → lines of ink (`inking`)
    → read by a recogniser (`extractors.ocr`) → characters in place (`placing`)

Needs numpy and OpenCV, which come with the extra `ocr`; nothing outside this package imports either.
"""
