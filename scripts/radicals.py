"""Write `extractors/data/radicals.csv` from Unicode's EquivalentUnifiedIdeograph.txt (Debian: unicode-data).

python scripts/radicals.py /usr/share/unicode/EquivalentUnifiedIdeograph.txt
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "extractors" / "data" / "radicals.csv"


def pairs(source: Path) -> list[tuple[str, str]]:
    """Radical (or stroke) and its ideograph, both as characters."""
    found = []
    for line in source.read_text(encoding="utf-8").splitlines():
        fields = line.split("#")[0].split(";")
        if len(fields) != 2:
            continue
        first, _, last = fields[0].strip().partition("..")
        for code in range(int(first, 16), int(last or first, 16) + 1):
            found.append((chr(code), chr(int(fields[1].strip(), 16))))
    return found


def main() -> None:
    """Read the file named on the command line and write the table."""
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "printed", "meant"))
        for printed, meant in pairs(Path(sys.argv[1])):
            writer.writerow((f"U+{ord(printed):04X}", printed, meant))


if __name__ == "__main__":
    main()
