"""Who changed their mind between two editions, about what, and where is it printed?

python examples/changed_minds.py [output]
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "output")
changes = pd.read_parquet(folder / "comparison" / "revisions.parquet")
names = pd.read_parquet(folder / "documents.parquet").set_index("document_id")["file_name"]
if changes.empty:
    print("no plan here has an earlier edition")
changes[["before", "after"]] = changes[["before", "after"]].fillna("—")
for row in changes.itertuples():
    year = f" {row.fiscal_year:.0f}" if pd.notna(row.fiscal_year) else ""
    place = f"  [{names.get(row.document_id, '?')} p.{row.page:.0f}]" if pd.notna(row.page) else ""
    print(f"{row.city}  {row.change}  {row.name}{year}: {row.before} → {row.after}{place}")
