"""New axes of cooperation from trade tables: measures of countries and products, ranked axes of a pair, a backtest.

A library without Django: `from servanda.axes import axes; axes("MA", "RU", "baci/").as_json()`.
Definitions, filters and what the ranking does not claim: `docs/axes.md`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .backtesting import BacktestResult, backtest
    from .directions import AxesResult, axes
    from .measurement import Measures, measures
    from .picture import product_space, sells_and_buys
    from .whole import whole_of

__all__ = [
    "AxesResult",
    "BacktestResult",
    "Measures",
    "axes",
    "backtest",
    "measures",
    "product_space",
    "sells_and_buys",
    "whole_of",
]

_PLACES = {
    "AxesResult": "directions",
    "BacktestResult": "backtesting",
    "Measures": "measurement",
    "axes": "directions",
    "backtest": "backtesting",
    "measures": "measurement",
    "product_space": "picture",
    "sells_and_buys": "picture",
    "whole_of": "whole",
}


def __getattr__(name: str) -> Any:
    """Load on first use: NumPy, SciPy and Ibis cost a second that other commands need not pay."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    globals()[name] = value
    return value
