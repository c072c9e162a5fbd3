"""Maps: small TOML files that say what the columns of a register mean. See `docs/write-a-map.md`."""

from servanda.register.intake.maps.loading import load_map, shipped_maps
from servanda.register.intake.maps.schema import RegisterMap

__all__ = ["RegisterMap", "load_map", "shipped_maps"]
