"""Dated rows that must not overlap, refused by the database on both engines."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class NonSovrapporre:
    """Rows with the same `chiave`, among those where `quando` holds, have disjoint dal-al."""

    chiave: tuple[str, ...]
    quando: dict[str, object] = field(default_factory=dict)
    messaggio: str = "Il periodo si sovrappone a un altro già registrato."
