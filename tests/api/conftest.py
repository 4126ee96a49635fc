"""The plan of 2014 with a published version, so that every dataset has rows."""

import pytest

from piano.enums import StatoVersione
from piano.models import Piano, Versione
from tests.factories import make_atto, make_versione


@pytest.fixture
def published(plan_2014: None, db: None) -> Versione:
    """A published version of the Piano of 2014."""
    return make_versione(
        piano=Piano.objects.get(),
        stato=StatoVersione.DEFINITIVA,
        pubblicata_il="2014-06-27T12:00:00Z",
        atto=make_atto(),
    )
