"""Where a finding is read: the chapter that shows the rows, the page of the row."""

from django.db.models import Model
from django.urls import reverse

from piano.controlli.registro import Esame
from piano.models import Capitolo
from progetti.models import ObiettivoSpecifico


def find_chapter(esame: Esame, *blocchi: str) -> int | None:
    """The number of the first chapter that calls one of those blocks (`nome` or
    `nome:argomento`); None if none does."""
    chiamate = tuple(f"[[blocco:{blocco}]]" for blocco in blocchi)
    for capitolo in esame.capitoli:
        testi = [sezione.testo for sezione in capitolo.sezioni.all()]
        if any(chiamata in testo for chiamata in chiamate for testo in testi):
            return capitolo.numero
    return None


def chapter_page(esame: Esame, numero: int | None) -> str:
    """The address of the chapter of that number; of the Piano, if there is no such chapter."""
    slug = next((c.slug for c in esame.capitoli if c.numero == numero), None)
    return reverse("piano:capitolo", args=[slug]) if slug else reverse("piano:piano")


def page_of(riga: Model) -> str:
    """The page of a row; "" where it has none."""
    return riga.get_absolute_url() if hasattr(riga, "get_absolute_url") else ""


def objective_page(obiettivo: ObiettivoSpecifico) -> str:
    """The place of an objective in the page of its project."""
    return f"{page_of(obiettivo.progetto)}#obiettivo-{obiettivo.numero}"


def page_of_chapter(capitolo: Capitolo) -> str:
    """The page of a chapter."""
    return reverse("piano:capitolo", args=[capitolo.slug])
