"""Write the table of regions from the list that the United Nations Statistics Division publishes.

    python tools/regions.py UNSD-M49-en.csv > src/servanda/domain/parties/data/regions.tsv

The list: https://unstats.un.org/unsd/methodology/m49/overview/ ("Standard country or area codes for statistical use").
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

LEVELS = ("Intermediate Region Code", "Sub-region Code", "Region Code")  # the narrowest first


def table(path: Path) -> str:
    """code, regions: ISO 3166-1 alpha-2 and the M49 codes of the regions that it belongs to, the narrowest first."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        rows = {
            row["ISO-alpha2 Code"]: [code for level in LEVELS if (code := row[level].strip())]
            for row in csv.DictReader(source)
        }
    lines = [f"{code}\t{' '.join(codes)}" for code, codes in sorted(rows.items()) if code and codes]
    return "code\tregions\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(table(Path(sys.argv[1])))
