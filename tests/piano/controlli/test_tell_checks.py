"""The page of the rules tells every check, in the words of the registry."""

import re
from pathlib import Path

from django.conf import settings

from piano.controlli import all_checks

PAGINA = Path(settings.BASE_DIR) / "docs/regole/controlli-di-struttura.md"
RIGA = re.compile(r"^\| `([a-z-]+)` \| (.+) \| (.+) \| ([a-z]+) \|$", re.MULTILINE)


def test_the_page_tells_exactly_the_registered_checks() -> None:
    dette = RIGA.findall(PAGINA.read_text(encoding="utf-8"))
    attese = [(c.nome, c.verifica, c.perche, str(c.livello)) for c in all_checks()]
    assert sorted(dette) == sorted(attese)
