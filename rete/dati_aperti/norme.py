"""The norms on which the Piano stands."""

import django_filters

from conciliazione.dati_aperti import (
    Campo,
    Dataset,
    Tipo,
    campo,
    pagina,
    register,
    scelta,
)
from conciliazione.filters import (
    BooleanFilter,
    ChoiceFilter,
    SearchFilter,
    SlugFilter,
)
from rete.enums import (
    TipoNorma,
)
from rete.models import (
    Norma,
)


class NormaFilter(django_filters.FilterSet):
    """Norms by words, kind, subject."""

    cerca = SearchFilter("ricerca", label="Parole del titolo o della sintesi")
    tipo = ChoiceFilter(TipoNorma, label="Tipo di norma")
    tema = SlugFilter(field_name="temi__slug", label="Tema (slug)")
    quadro = BooleanFilter(label="Solo le norme che regolano il ciclo, o solo le altre")


register(
    Dataset(
        nome="norme",
        titolo="Norme della conciliazione",
        descrizione="Le leggi e gli atti regionali su cui il Piano poggia, con i temi di cui"
        " parlano.",
        campi=(
            campo("slug", "Chiave della norma", esempio="lr-34-2004"),
            *scelta("tipo", "Tipo di norma", TipoNorma),
            campo("numero", "Numero", esempio="34"),
            campo("data", "Data", Tipo.DATA, esempio="2004-12-14"),
            campo("titolo", "Titolo"),
            campo("punto", "Punto che interessa", facoltativo=True),
            campo("sintesi", "Che cosa stabilisce, in breve", facoltativo=True),
            campo("quadro", "Vero se il Piano nasce in attuazione della norma", Tipo.BOOLEANO),
            campo("link", "Testo ufficiale", facoltativo=True),
            Campo(
                "temi",
                lambda norma: [tema.slug for tema in norma.temi.all()],
                "Temi di cui parla (slug)",
                Tipo.ELENCO,
            ),
            pagina(),
        ),
        righe=lambda: Norma.objects.prefetch_related("temi").order_by("slug"),
        filtri=NormaFilter,
        chiave="slug",
        tema="JUST",
        parole=("normativa", "leggi regionali", "deliberazioni"),
    )
)
