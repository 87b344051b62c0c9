"""Under each theme: which city is in operation first, and which cities plan nothing?

python examples/who_starts_when.py [output]
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

folder = Path(sys.argv[1] if len(sys.argv) > 1 else "output") / "comparison"
rows = duckdb.sql(f"""
    WITH first AS (
        SELECT theme, city, min(operation_fy) AS operation_fy
        FROM '{folder}/timelines.parquet' GROUP BY ALL
    ), nothing AS (
        SELECT topic AS theme, topic_ja, sum(initiatives) AS initiatives, city
        FROM '{folder}/coverage.parquet' WHERE kind = 'theme' GROUP BY ALL
    )
    SELECT topic_ja AS theme,
           arg_min(first.city, operation_fy) AS first_city,
           min(operation_fy) AS first_year,
           string_agg(DISTINCT nothing.city, '、' ORDER BY nothing.city) FILTER (initiatives = 0) AS plans_nothing
    FROM nothing LEFT JOIN first USING (theme, city)
    GROUP BY nothing.theme, topic_ja ORDER BY first_year NULLS LAST, theme
""")
print(rows.df().to_string(index=False))
