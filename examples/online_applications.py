"""How do the cities plan to raise online applications, from what base, by when?

python examples/online_applications.py [output]
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "output") / "comparison"
matrix = pd.read_parquet(folder / "matrix.parquet").query("theme == 'online'").dropna(axis="columns", how="all")
print(matrix.drop(columns=["document_id", "plan_id", "indicator_id", "theme"]).to_string(index=False))

deltas = pd.read_parquet(folder / "deltas.parquet")
online = deltas[deltas["family"].isin(matrix["family"])]
print()
for row in online.itertuples():
    start = f"{row.from_value:g}{row.unit}" + (f" ({row.from_fy:.0f})" if pd.notna(row.from_fy) else "")
    pace = f", {row.per_year:+g} a year" if pd.notna(row.per_year) else ""
    total = f", {row.total:g}{row.unit} in all" if pd.notna(row.total) else ""
    print(f"{row.city}: {row.indicator}: {start} → {row.to_value:g}{row.unit} ({row.to_fy}){pace}{total}")
