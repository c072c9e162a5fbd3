"""Everything that a page or a document shows of a pair, as one JSON-ready value: the axes, their pictures, the titles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from .backtesting import backtest
from .directions import AxesResult, axes
from .errors import TradeError, YearsTooFew
from .intake import Progress, silent
from .picture import product_space, sells_and_buys
from .source import product_titles

SPACE = 400  # points of the product space: more is a smear at the size of a page


def whole(result: AxesResult, folder: Path | None = None) -> dict[str, Any]:
    """`AxesResult.as_json` with `sells` (by direction), `space`, and `titles` by product and language of every product shown."""
    found = result.as_json()
    found["sells"] = {name: sells_and_buys(result, name) for name in result.directions}
    found["space"] = product_space(result, SPACE)
    shown = {row["product"] for rows in found["sells"].values() for row in rows}
    shown |= {
        product["product"]
        for way in found["directions"].values()
        for axis in way["axes"]
        for product in axis["products"]
    }
    found["titles"] = {code: titles for code, titles in product_titles(folder).items() if code in shown}
    return found


def whole_of(
    a: str,
    b: str,
    path: str | Path | ir.Table,
    *,
    test: bool = True,
    progress: Progress = silent,
    **options: Any,
) -> dict[str, Any]:
    """The axes of a pair with all that is shown of them; with `test` also whether the table lends them credit.

    `options` as in `axes`. Raises the `TradeError`s; a table that does not reach far enough back is no error here: `backtest` is null then.
    """
    result = axes(
        a, b, path, progress=lambda stage, part: progress(stage, part * (0.7 if test else 1.0)), **options
    )
    folder = Path(path) if isinstance(path, (str, Path)) and "://" not in str(path) else None
    if folder is not None and not folder.is_dir():
        folder = folder.parent
    found = whole(result, folder)
    found["backtest"] = None
    if test:
        pair = (result.labels[0], result.labels[1])
        try:
            mends = {name: options.get(name, False) for name in ("good_rows", "pad_codes")}
            tested = backtest(
                path, [pair], **mends, progress=lambda stage, part: progress(stage, 0.7 + 0.3 * part)
            )
            found["backtest"] = tested.as_json()
            found["verdict"] = tested.verdict
        except YearsTooFew:
            pass
        except TradeError as error:  # the axes stand by themselves; why they could not be tested is said
            found["backtest"] = {"error": error.as_json()}
    progress("done", 1.0)
    return found
