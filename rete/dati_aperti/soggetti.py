"""Who is in the network, and since when."""

from datetime import date

import django_filters
from django.db.models import Prefetch, QuerySet

from conciliazione.dati_aperti import (
    Campo,
    Dataset,
    Ramo,
    Tipo,
    campo,
    pagina,
    register,
    scelta,
)
from conciliazione.filters import (
    ChoiceFilter,
    DayFilter,
    SearchFilter,
    SlugFilter,
)
from rete.dati_aperti.campi import AL, CICLO, DAL, ciclo, soggetto
from rete.enums import (
    NaturaSoggetto,
    TipoAdesione,
    TipoLegame,
)
from rete.models import (
    Adesione,
    Legame,
    Soggetto,
)
from rete.unioni import card_that_stays


def _legal_code(riga: Soggetto) -> str | None:
    """The tax code of a body: one of sixteen characters would be that of a person."""
    codice = riga.codice_fiscale or ""
    return codice if codice.isdigit() else None


def _slug_now(slug: str) -> str:
    """Of the card that a merged one became part of."""
    resta = card_that_stays(slug)
    return resta.slug if resta else ""


class SoggettoFilter(django_filters.FilterSet):
    """Soggetti by words, nature and place."""

    cerca = SearchFilter("ricerca", label="Parole della denominazione, della sigla o del luogo")
    natura = ChoiceFilter(NaturaSoggetto, label="Natura del soggetto")
    comune = SlugFilter(field_name="comune__codice_istat", label="Codice ISTAT del comune")
    ambito = SlugFilter(field_name="comune__ambito__slug", label="Ambito del comune (slug)")


register(
    Dataset(
        nome="soggetti",
        titolo="Soggetti della Rete",
        descrizione="Enti, imprese e associazioni che partecipano alla Rete o che i suoi documenti"
        " nominano. Un codice che la Rete non conosce resta vuoto.",
        campi=(
            campo("slug", "Chiave del soggetto", esempio="comune-di-esempio"),
            campo("denominazione", "Denominazione", esempio="Comune di Esempio"),
            campo("sigla", "Sigla", facoltativo=True),
            *scelta("natura", "Natura del soggetto", NaturaSoggetto),
            Campo(
                "codice_fiscale",
                _legal_code,
                "Codice fiscale dell'ente, di undici cifre",
                facoltativo=True,
                esempio="00000000000",
            ),
            campo("partita_iva", "Partita IVA", facoltativo=True, esempio="00000000000"),
            campo("indirizzo", "Indirizzo della sede", facoltativo=True),
            campo("cap", "Codice di avviamento postale", facoltativo=True, esempio="20100"),
            campo("localita", "Località della sede", facoltativo=True),
            campo(
                "comune",
                "Comune della sede (codice ISTAT)",
                da="comune.codice_istat",
                facoltativo=True,
                esempio="015146",
            ),
            campo("pec", "Posta elettronica certificata dell'ente", facoltativo=True),
            campo("sito", "Sito web", facoltativo=True),
            pagina(),
        ),
        righe=lambda: Soggetto.objects.select_related("comune").order_by("denominazione"),
        filtri=SoggettoFilter,
        chiave="slug",
        rami=(
            Ramo(
                "grafie",
                "Come i documenti scrivono il suo nome",
                lambda riga: riga.grafie.all(),
                (campo("grafia", "Nome come è scritto"), campo("dove", "Dove", facoltativo=True)),
            ),
            Ramo(
                "legami",
                "Di chi fa parte, da chi è guidato o controllato",
                lambda riga: riga.legami_in_uscita.all(),
                (*scelta("tipo", "Legame", TipoLegame), *soggetto("a", "Con chi"), DAL, AL),
            ),
            Ramo(
                "adesioni",
                "Le sue adesioni alla Rete",
                lambda riga: riga.adesioni.all(),
                (
                    ciclo("accordo.ciclo"),
                    *scelta("tipo", "Tipo di adesione", TipoAdesione),
                    DAL,
                    AL,
                ),
            ),
        ),
        intere=lambda righe: righe.prefetch_related(
            "grafie",
            Prefetch("legami_in_uscita", Legame.objects.select_related("a")),
            Prefetch("adesioni", Adesione.objects.select_related("accordo__ciclo")),
        ),
        spostata=_slug_now,
        tema="SOCI",
        parole=("conciliazione", "enti", "imprese", "associazioni"),
    )
)


class AdesioneFilter(django_filters.FilterSet):
    """Adhesions by ciclo, kind, soggetto, and the day on which they hold."""

    al = DayFilter(
        method="on_day",
        label="Solo le adesioni valide in questo giorno (quelle dedotte, senza date, lo sono"
        " sempre)",
    )
    ciclo = SlugFilter(field_name="accordo__ciclo__slug", label=CICLO)
    soggetto = SlugFilter(field_name="soggetto__slug", label="Soggetto (slug)")
    tipo = ChoiceFilter(TipoAdesione, label="Tipo di adesione")

    def on_day(self, queryset: QuerySet, name: str, value: date) -> QuerySet:
        """The adhesions in force on that day."""
        return queryset.vigenti(value)


register(
    Dataset(
        nome="adesioni",
        titolo="Adesioni alla Rete",
        descrizione="Chi aderisce alla Rete e da quando. Un'adesione dedotta dalla partecipazione"
        " a un'alleanza non ha date. Il numero delle righe non è quello dei membri della Rete: di"
        " una parte di loro i documenti dichiarano solo quanti sono, e il conto è nella cifra"
        " rete.membri.",
        campi=(
            *soggetto("soggetto", "Chi aderisce"),
            ciclo("accordo.ciclo"),
            *scelta("tipo", "Tipo di adesione", TipoAdesione),
            Campo(
                "dedotta",
                lambda riga: riga.tipo == TipoAdesione.DEDOTTA,
                "Vero se si deduce dalla partecipazione a un'alleanza: le date non sono note",
                Tipo.BOOLEANO,
            ),
            DAL,
            AL,
        ),
        righe=lambda: Adesione.objects.select_related("soggetto", "accordo__ciclo").order_by("pk"),
        filtri=AdesioneFilter,
        tema="SOCI",
        parole=("adesioni", "sottoscrittori", "accordo di rete"),
    )
)
