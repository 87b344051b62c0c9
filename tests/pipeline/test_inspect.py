"""The picture of a page with what was read drawn over it."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pipeline.document import read_document
from pipeline.inspect import SCALE, inspect_file

SAMPLE = Path(__file__).parent.parent.parent / "raw" / "samples" / "sagamihara_cards.pdf"


def test_each_cell_is_tinted_by_its_role(tmp_path: Path) -> None:
    dataset = read_document(SAMPLE)
    page = dataset["targets"][0].page
    lines = list(inspect_file(SAMPLE, page, tmp_path))
    picture = Image.open(tmp_path / f"sagamihara_cards.p{page}.png").convert("RGB")
    cells = [cell for cell in dataset["cells"] if cell.page == page]
    tints = {}
    for cell in cells:
        x, y = cell.bbox[0] * SCALE + 3, cell.bbox[1] * SCALE + 3
        red, green, blue = picture.getpixel((x, y))
        tints.setdefault(cell.role, set()).add((red > green, green > blue, blue > red))
    assert {"label", "value"} <= tints.keys()
    assert not tints["value"] & tints["label"]
    assert any(line.startswith("  table ") and "value" in line for line in lines)
    for target in (row for row in dataset["targets"] if row.page == page):
        assert any(line.startswith(f"  targets: {target.fiscal_year} | {target.raw}") for line in lines)


def test_all_pages_when_none_is_named(tmp_path: Path) -> None:
    list(inspect_file(SAMPLE, folder=tmp_path))
    (document,) = read_document(SAMPLE)["documents"]
    assert len(list(tmp_path.glob("*.png"))) == document.pages
