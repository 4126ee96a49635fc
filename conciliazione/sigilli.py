"""Rows that the database itself refuses to change."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sigillo:
    """How a model is sealed: `quando` is the state of the old row that seals it (empty: always);
    `redigibili` are the personal columns that may be blanked after their retention."""

    quando: dict[str, object] = field(default_factory=dict)
    redigibili: tuple[str, ...] = ()
