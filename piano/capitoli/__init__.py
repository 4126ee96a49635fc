"""What the chapters are made of: one module a concept, each registers its blocks."""

from piano.capitoli import (  # noqa: F401 - each registers its blocks
    alleanze,
    comunicazione,
    contesto,
    finalita,
    formazione,
    governo,
    norme,
    procedura,
    progetti,
    risorse,
    servizi,
    tempi,
    territorio,
)
