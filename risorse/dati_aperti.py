"""The open data of the money: the lines of the budget, who pays for each, in what share."""

from collections.abc import Callable
from decimal import Decimal

import django_filters

from conciliazione.dati_aperti import (
    Campo,
    Dataset,
    Ramo,
    Tipo,
    campo,
    importi,
    pagina,
    register,
    scelta,
)
from conciliazione.filters import BooleanFilter, ChoiceFilter, SearchFilter, SlugFilter
from progetti.enums import FonteFinanziamento
from rete.dati_aperti.campi import CICLO, ciclo
from risorse.enums import ScopoVoce
from risorse.models import Stanziamento, Voce
from risorse.prospetto import row_of


def _share(posto: int) -> Callable[[Voce], Decimal]:
    """What reads the percentage that the source in that place pays of the line."""
    return lambda voce: row_of(voce).quote[posto]


class VoceFilter(django_filters.FilterSet):
    """Lines of the budget by words, ciclo, purpose and project."""

    cerca = SearchFilter("ricerca", label="Parole della voce o della sua destinazione")
    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)
    scopo = ChoiceFilter(ScopoVoce, label="A che cosa serve")
    progetto = SlugFilter(field_name="progetto__slug", label="Progetto (slug)")


# What a source gives to a line, as the line lists it.
IMPORTI = (
    *scelta("fonte", "Chi paga", FonteFinanziamento),
    *importi(campo("importo", "Quanto", Tipo.EURO, unita="euro")),
    campo("in_natura", "Vero se è una valorizzazione in natura", Tipo.BOOLEANO),
)

register(
    Dataset(
        nome="voci",
        titolo="Risorse del Piano per voce e per fonte",
        descrizione="Le righe del bilancio del Piano: quanto mette ogni fonte, il totale e le"
        " quote, che sommano a 100. La somma dei totali è quanto costa il Piano.",
        campi=(
            campo("slug", "Chiave della voce", esempio="formazione"),
            ciclo(),
            campo("ordine", "Ordine nel bilancio", Tipo.INTERO),
            campo("denominazione_citata", "Come la chiama il documento", esempio="Formazione"),
            *scelta("scopo", "A che cosa serve", ScopoVoce),
            campo(
                "progetto",
                "Progetto finanziato (slug)",
                da="progetto.slug",
                facoltativo=True,
                esempio="progetto-di-esempio",
            ),
            *importi(
                *(
                    campo(fonte.value, str(fonte.label), Tipo.EURO, unita="euro")
                    for fonte in FonteFinanziamento
                ),
                campo("totale", "Tutte le fonti insieme", Tipo.EURO, unita="euro"),
            ),
            *(
                Campo(
                    f"quota_{fonte.value}",
                    _share(posto),
                    f"{fonte.label}: quota sul totale della voce",
                    Tipo.INTERO,
                    unita="%",
                )
                for posto, fonte in enumerate(FonteFinanziamento)
            ),
            campo("destinazione", "Che cosa si paga", facoltativo=True),
            campo("criterio", "Con quale criterio si assegna", facoltativo=True),
            pagina(),
        ),
        righe=lambda: (
            Voce.objects.con_importi()
            .select_related("ciclo", "progetto")
            .order_by("ciclo_id", "ordine")
        ),
        filtri=VoceFilter,
        chiave="slug",
        rami=(
            Ramo(
                "stanziamenti",
                "Quanto mette ogni fonte",
                lambda voce: voce.in_vigore,
                IMPORTI,
            ),
            Ramo(
                "revocati",
                "Quanto una fonte metteva e non mette più: nei totali non conta",
                lambda voce: voce.revocati,
                (
                    *IMPORTI,
                    campo("revocato_il", "Da quando non conta più", Tipo.DATA),
                    campo("motivo_revoca", "Perché"),
                ),
            ),
        ),
        intere=lambda righe: righe.con_stanziamenti(),
        tema="ECON",
        parole=("bilancio", "finanziamenti", "cofinanziamento"),
    )
)


class StanziamentoFilter(django_filters.FilterSet):
    """Amounts by ciclo, line and source."""

    ciclo = SlugFilter(field_name="voce__ciclo__slug", label=CICLO)
    voce = SlugFilter(field_name="voce__slug", label="Voce (slug)")
    fonte = ChoiceFilter(FonteFinanziamento, label="Chi paga")
    in_natura = BooleanFilter(label="Se è una valorizzazione in natura")


register(
    Dataset(
        nome="stanziamenti",
        titolo="Stanziamenti del Piano",
        descrizione="Quanto una fonte mette in una voce del bilancio, in denaro o in natura."
        " Ciò che è stato revocato non c’è: lo si legge nella sua voce.",
        campi=(
            campo("voce", "Voce del bilancio (slug)", da="voce.slug", esempio="formazione"),
            ciclo("voce.ciclo"),
            *scelta("fonte", "Chi paga", FonteFinanziamento),
            *importi(campo("importo", "Quanto", Tipo.EURO, unita="euro")),
            campo("in_natura", "Vero se è una valorizzazione in natura", Tipo.BOOLEANO),
        ),
        righe=lambda: (
            Stanziamento.objects.vigenti()
            .select_related("voce__ciclo")
            .order_by("voce_id", "fonte", "in_natura")
        ),
        filtri=StanziamentoFilter,
        tema="ECON",
        parole=("bilancio", "finanziamenti", "fonti"),
    )
)
