"""Depth against peers: what each side has with comparable partners and lacks with this one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.assessment.measure import FEW, Counted, Figure, Measure
from servanda.domain.cooperation import Cooperation, PeerFact

LEAST = 5  #: a partner with fewer instruments in force with that side is not compared
IN_FORCE = ("in_force", "provisional")


def depth(found: Cooperation, regions: Mapping[str, Sequence[str]]) -> Measure:
    """Types and sectors that most comparable partners have with a side, and this partner has not.

    regions  code of a party → its regions of the M49 list, the narrowest first, where it has any. Comparable are the partners of a side
    in the narrowest region of this partner that has at least five of them, else all its partners; each with at least LEAST instruments in
    force with that side. Every figure lists them (`among`), and names the region ("" for none).
    """
    figures: list[Figure] = []
    thin = False
    for side, partner in ((found.a, found.b), (found.b, found.a)):
        others: dict[str, list[PeerFact]] = {}
        for p in found.peers:
            if p.side == side and p.status in IN_FORCE:
                others.setdefault(p.partner, []).append(p)
        mine = {key for p in others.pop(partner, []) for key in _keys(p)}
        for i in found.instruments:
            if (phase := i.at(found.on)) and phase.status in IN_FORCE:
                mine |= {("type", i.type), *(("sector", s) for s in i.sectors)}
        enough = {q: same for q, same in others.items() if len(same) >= LEAST}
        region, peers = _peers(enough, regions, partner)
        if not peers:
            continue
        thin = thin or len(peers) < FEW
        keys = sorted({key for same in peers.values() for p in same for key in _keys(p)} - mine)
        for family, key in keys:
            have = {q: [p for p in same if (family, key) in _keys(p)] for q, same in peers.items()}
            having = {q: same for q, same in have.items() if same}
            if 2 * len(having) < len(peers):
                continue
            counted = tuple(Counted(p.subject) for same in having.values() for p in same)
            figures.append(
                Figure(key, family, len(having) / len(peers), "share", counted,
                       {"side": side, "peers": len(peers), "having": sorted(having), "among": sorted(peers), "region": region})
            )  # fmt: skip
    figures.sort(key=lambda f: (f.data["side"], -(f.value or 0), f.family, f.key))
    return Measure("depth", tuple(figures), thin)


def _peers(
    enough: Mapping[str, list[PeerFact]], regions: Mapping[str, Sequence[str]], partner: str
) -> tuple[str, Mapping[str, list[PeerFact]]]:
    for region in regions.get(partner, ()):
        near = {q: same for q, same in enough.items() if region in regions.get(q, ())}
        if len(near) >= FEW:
            return region, near
    return "", enough


def _keys(p: PeerFact) -> set[tuple[str, str]]:
    return {("type", p.type), *(("sector", s) for s in p.sectors)}
