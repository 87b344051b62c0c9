"""Draw the sample plans and write beside the tests what must be read from them.

    python raw/samples/make.py             every sample
    python raw/samples/make.py NAME ...    only these

Each sample is one file of facts, one layout and one producer. The PDFs go to this folder, the truth to
`tests/plans/NAME.truth.json`. README.md here says what each producer needs.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from recipe import cards, forms, kpis, sheets, slides
from recipe.facts import Facts, load
from recipe.paper import Document
from recipe.truth import truth

HERE = Path(__file__).resolve().parent
TRUTHS = HERE.parents[1] / "tests" / "plans"


class Sample(NamedTuple):
    """How a sample is laid out, and the module and function that draw it (imported only to draw)."""

    lay_out: Callable[[Facts], Document]
    module: str
    function: str = "draw"


SAMPLES = {
    "sagamihara_cards": Sample(cards.lay_out, "with_reportlab"),
    "hadano_slides": Sample(slides.lay_out, "with_html", "draw_with_chromium"),
    "shiomidai_sheet": Sample(sheets.lay_out, "with_calc"),
    "fujisawa_forms": Sample(forms.lay_out, "with_typst"),
    "hayamano_kpis": Sample(kpis.lay_out, "with_writer"),
}


def laid_out(name: str) -> tuple[Document, str]:
    """The document of a sample and its truth as JSON text; nothing is drawn."""
    facts = load(HERE / "facts" / f"{name}.toml")
    document = SAMPLES[name].lay_out(facts)
    return document, json.dumps(truth(facts, document), ensure_ascii=False, indent=1) + "\n"


def make(name: str) -> None:
    """Draw one sample and write its truth."""
    document, text = laid_out(name)
    producer = importlib.import_module(f"recipe.{SAMPLES[name].module}")
    getattr(producer, SAMPLES[name].function)(document, HERE / f"{name}.pdf")
    (TRUTHS / f"{name}.truth.json").write_text(text, encoding="utf-8")


def main(names: list[str]) -> int:
    """Draw the named samples, or all; 2 when a name is unknown."""
    unknown = [name for name in names if name not in SAMPLES]
    if unknown:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(SAMPLES)}", file=sys.stderr)
        return 2
    for name in names or list(SAMPLES):
        make(name)
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
