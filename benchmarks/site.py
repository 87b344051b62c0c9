"""Pages of 10, 100 and 1,000 generated plans: processor time to compare and to write, size, and time on the clock to
the first view of each kind of page in headless Chromium.

python benchmarks/site.py [COUNT ...]
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from pipeline.comparison import compare, view
from pipeline.schema import TABLES, Dataset, Document, Indicator, Initiative, Milestone, Plan, Record, Target
from pipeline.site import write_whole
from pipeline.site.shelf import shelf_of
from tests.pipeline.site.browser import chromium

SUBJECTS = ("オンライン申請", "RPAの活用", "キャッシュレス決済", "マイナンバーカードの普及", "人材育成", "防災情報")
NAMES = (("オンライン申請利用率", "%"), ("業務削減時間（年）", "時間"), ("職員研修の受講者数", "人"))
INITIATIVES = 30
VIEWS = (
    ("index.html", "document.querySelector('.heat')"),
    ("table.html", "document.getElementById('figures').dataset.ready"),
    ("themes/online.html", "document.getElementById('theme').dataset.ready"),
)


def plan(number: int) -> list[Record]:
    """A plan of 30 initiatives with 90 indicators, 450 targets and 60 bars."""
    document, key = f"{number:064x}", f"plan-{number}"
    own = {"document_id": document, "plan_id": key}
    name = f"第{number}市"
    sizes = ("1-40:595x842",)
    head = {"file_name": f"{name}.pdf", "bytes": 1, "pages": 40, "text_layer": "native", "role": "plan"}
    rows: list[Record] = [
        Document.model_validate({**own, **head, "page_sizes": sizes}),
        Plan(**own, title=f"{name}DX推進計画", municipality=name, status="final", start_fy=2026, end_fy=2030),
    ]
    for at in range(INITIATIVES):
        subject = SUBJECTS[at % len(SUBJECTS)]
        initiative = f"{key}-i{at}"
        rows.append(Initiative(**own, initiative_id=initiative, code=str(at), name=f"{subject}の推進{at}", page=at + 1))
        for start, end, label in ((2026, 2026, "導入の検討"), (2027, 2030, "本格運用")):
            rows.append(
                Milestone(**own, initiative_id=initiative, label=label, start_fy=start, end_fy=end, method="bar")
            )
        for kind, (indicator, unit) in enumerate(NAMES):
            rows += series(own, initiative, f"{initiative}-k{kind}", indicator, unit)
    return rows


def series(own: dict[str, str], initiative: str, key: str, name: str, unit: str) -> list[Record]:
    """An indicator and its five targets."""
    place = {"page": 2, "bbox": (100.0, 200.0, 160.0, 220.0)}
    rows: list[Record] = [Indicator(**own, indicator_id=key, initiative_id=initiative, kind="kpi", name=name)]
    for step in range(5):
        value = Decimal(20 + 5 * step)
        facts = {"indicator_id": key, "fiscal_year": 2026 + step, "raw": f"{value}{unit}", "status": "set"}
        rows.append(Target.model_validate({**own, **facts, **place, "comparator": "=", "value": value, "unit": unit}))
    return rows


def measure(count: int, folder: Path) -> None:
    """Write the pages of so many plans and open the first views."""
    rows = [row for number in range(count) for row in plan(number)]
    dataset = Dataset({table: tuple(row for row in rows if row.table == table) for table in TABLES})
    start = time.process_time()
    comparison = compare(dataset, Dataset())
    compared = time.process_time()
    write_whole(shelf_of(view(dataset, Dataset()), comparison), folder)
    written = time.process_time()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{count:>5} plans: compare {compared - start:.1f} s, write {written - compared:.1f} s, {size / 1e6:.1f} MB",
        end="",
    )
    with chromium() as browser:
        for name, ready in (
            *VIEWS,
            (f"plans/{next((folder / 'plans').iterdir()).name}", "document.querySelector('.card')"),
        ):
            begin = time.perf_counter()
            browser.open(folder / name)
            browser.until(ready, 60)
            print(f", {name.split('/')[0]} {time.perf_counter() - begin:.2f} s", end="", flush=True)
    print()


def main() -> None:
    """Measure 10, 100 and 1,000 plans, or as many as named."""
    for count in map(int, sys.argv[1:] or ("10", "100", "1000")):
        folder = Path(tempfile.mkdtemp(prefix="keikaku-site-"))
        try:
            measure(count, folder)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
