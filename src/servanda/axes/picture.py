"""Data for two pictures: what A sells that the world buys and B buys elsewhere; the product space with the pair in it.

No drawing here. Positions are deterministic: links of the product space (its greatest spanning tree and every proximity of at least 0.55,
as Hidalgo et al. 2007 drew it) give path lengths, which are laid into the plane by classical scaling and stress majorisation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import csgraph

from .advantage import without_empty
from .concordance import heading_of, sector_of
from .directions import AxesResult
from .figures import figure, one_thread
from .selection import party
from .space import proximity

STRONG = 0.55
PRODUCTS = 800  # the largest in world trade: more is a smear of points, and the layout is quadratic
ROUNDS = 60
NEAREST = 1e-3  # a link has some length even at proximity 1


def sells_and_buys(result: AxesResult, direction: str, limit: int = 15) -> list[dict[str, Any]]:
    """Products that the exporter sells elsewhere and the importer buys elsewhere, widest gap first.

    `sold_elsewhere` = x_ik − v_ijk, `bought_elsewhere` = m_jk − v_ijk, `trade` = v_ijk; the gap is the lesser of the first two.
    """
    way = result.directions[direction]
    flow, gap = way.potential.flow, way.potential.gap
    order = np.lexsort((np.arange(len(gap)), -gap))[:limit]
    nomenclature = result.table.intake.nomenclature
    rows = []
    for k in order:
        if gap[k] <= 0:
            break
        code = result.table.products[k]
        heading = heading_of(code, nomenclature)
        rows.append(
            {
                "product": code,
                "title": result.titles.get(code) or (heading.title if heading else None),
                "sector": sector_of(code, nomenclature),
                "sold_elsewhere": figure(way.exports[k] - flow[k]),
                "bought_elsewhere": figure(way.imports[k] - flow[k]),
                "trade": figure(flow[k]),
                "trade_gap": figure(gap[k]),
            }
        )
    return rows


def product_space(result: AxesResult, limit: int = PRODUCTS) -> dict[str, Any]:
    """Nodes (with x, y between −1 and 1, and whether each party has the advantage) and links of the product space."""
    measured = result.measures
    world = measured.selection.exports(measured.table).sum(axis=0)
    order = np.lexsort((np.arange(len(world)), -world))
    used = np.isin(order, measured.matrix.columns)
    chosen = np.sort(order[used][:limit])
    matrix = without_empty(measured.cells[:, chosen])
    chosen = chosen[matrix.columns]
    with one_thread():
        near = proximity(matrix)
        links = space_links(near)
        places = layout(near, links)
    nomenclature = result.table.intake.nomenclature
    parties = [party(result.table, label) for label in result.labels]
    rows = [measured.countries.index(code) if code in measured.countries else None for code in parties]
    divisor = measured.table.divisor
    nodes = [
        {
            "product": measured.products[k],
            "sector": sector_of(measured.products[k], nomenclature),
            "x": figure(places[n, 0]),
            "y": figure(places[n, 1]),
            "pci": figure(measured.pci[k]),
            "world_trade": figure(world[k] / divisor),
            "advantage": [bool(row is not None and measured.cells[row, k]) for row in rows],
        }
        for n, k in enumerate(chosen)
    ]
    return {
        "pair": list(result.labels),
        "nodes": nodes,
        "links": [
            [measured.products[chosen[p]], measured.products[chosen[q]], figure(near[p, q])] for p, q in links
        ],
        "products_left_out": int(len(measured.products) - len(chosen)),
        "strong_link": STRONG,
    }


def space_links(near: np.ndarray, strong: float = STRONG) -> list[tuple[int, int]]:
    """The greatest spanning tree (forest, where parts share no country) and every link of at least `strong`."""
    length = np.where(near > 0, 1 + NEAREST - near, 0)
    np.fill_diagonal(length, 0)
    tree = csgraph.minimum_spanning_tree(sparse.csr_array(np.triu(length, 1))).tocoo()
    pairs = {(int(min(p, q)), int(max(p, q))) for p, q in zip(tree.row, tree.col, strict=True)}
    above = np.argwhere(np.triu(near, 1) >= strong)
    return sorted(pairs | {(int(p), int(q)) for p, q in above})


def layout(near: np.ndarray, links: list[tuple[int, int]], rounds: int = ROUNDS) -> np.ndarray:
    """Places in the plane, centred, the farthest coordinate at distance 1."""
    size = len(near)
    if size < 2 or not links:
        return np.zeros((size, 2))
    ends = np.array(links)
    lengths = 1 + NEAREST - near[ends[:, 0], ends[:, 1]]
    graph = sparse.csr_array((lengths, (ends[:, 0], ends[:, 1])), shape=(size, size))
    paths = csgraph.dijkstra(graph, directed=False)
    finite = paths[np.isfinite(paths)].max()
    paths[~np.isfinite(paths)] = 1.5 * finite  # parts without a path stand apart
    places = _classical_scaling(paths)
    for _ in range(rounds):
        places = _majorise(places, paths)
    places = places - places.mean(axis=0)
    return places / max(np.abs(places).max(), 1e-12)


def _classical_scaling(paths: np.ndarray) -> np.ndarray:
    """The two leading dimensions of the doubly centred squares; the largest entry of each is positive."""
    squares = paths**2
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean())
    values, vectors = np.linalg.eigh(centred)
    places = vectors[:, [-1, -2]] * np.sqrt(np.maximum(values[[-1, -2]], 0))
    heaviest = places[np.abs(places).argmax(axis=0), [0, 1]]
    return places * np.where(heaviest < 0, -1, 1)


def _majorise(places: np.ndarray, paths: np.ndarray) -> np.ndarray:
    """One Guttman transform: the stress Σ (distance − path)² never rises."""
    apart = np.sqrt(((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
    ratio = np.divide(paths, apart, out=np.zeros_like(paths), where=apart > 1e-12)
    np.fill_diagonal(ratio, 0)
    pull = -ratio
    np.fill_diagonal(pull, ratio.sum(axis=1))
    return pull @ places / len(places)
