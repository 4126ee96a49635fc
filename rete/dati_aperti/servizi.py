"""The kinds of service of the territory, and how many there are."""

import django_filters
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from conciliazione.dati_aperti import (
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
    SearchFilter,
    SlugFilter,
)
from rete.dati_aperti.campi import CICLO, ciclo
from rete.enums import (
    AreaServizio,
    SettoreServizio,
)
from rete.models import (
    CensimentoServizi,
    TipologiaServizio,
)


class ServizioFilter(django_filters.FilterSet):
    """Kinds of service by words, sector and area."""

    cerca = SearchFilter("ricerca", label="Parole della denominazione")
    settore = ChoiceFilter(SettoreServizio, label="Settore")
    area = ChoiceFilter(AreaServizio, label="Area")


def _kinds() -> QuerySet:
    """The kinds of service, with what the last ciclo counted of each on all the territory."""
    ultimo = CensimentoServizi.objects.filter(tipologia=OuterRef("pk"), ambito=None).order_by(
        "-ciclo__dal"
    )
    return TipologiaServizio.objects.annotate(
        unita=Subquery(ultimo.values("unita")[:1]), posti=Subquery(ultimo.values("posti")[:1])
    ).order_by("settore", "ordine")


CENSITI = (
    campo("unita", "Unità d'offerta", Tipo.INTERO, unita="unità"),
    campo("posti", "Posti", Tipo.INTERO, unita="posti", facoltativo=True),
    campo("rilevato_il", "Giorno della rilevazione", Tipo.DATA, facoltativo=True),
    campo("fonte", "Da dove viene il numero", facoltativo=True),
)
AMBITO_CENSITO = campo(
    "ambito",
    "Ambito (slug); vuoto se il numero è di tutto il territorio",
    da="ambito.slug",
    facoltativo=True,
    esempio="ambito-1",
)

register(
    Dataset(
        nome="servizi",
        titolo="Tipologie di servizi",
        descrizione="I tipi di servizi sociali e sociosanitari del territorio, con le unità"
        " d'offerta e i posti contati su tutto il territorio nel ciclo più recente.",
        campi=(
            campo("slug", "Chiave della tipologia", esempio="centro-diurno-integrato"),
            campo("denominazione", "Nome della tipologia", esempio="Centro Diurno Integrato"),
            campo("sigla", "Sigla", facoltativo=True, esempio="CDI"),
            *scelta("settore", "Settore", SettoreServizio),
            *scelta("area", "Area", AreaServizio, facoltativo=True),
            campo("con_posti", "Vero se il servizio si misura in posti", Tipo.BOOLEANO),
            campo("unita", "Unità d'offerta", Tipo.INTERO, unita="unità", facoltativo=True),
            campo("posti", "Posti", Tipo.INTERO, unita="posti", facoltativo=True),
            pagina(),
        ),
        righe=_kinds,
        filtri=ServizioFilter,
        chiave="slug",
        rami=(
            Ramo(
                "censimenti",
                "Quante unità e quanti posti, ciclo per ciclo",
                lambda tipologia: tipologia.censimenti.all(),
                (ciclo(), AMBITO_CENSITO, *CENSITI),
            ),
        ),
        intere=lambda righe: righe.prefetch_related(
            Prefetch(
                "censimenti",
                CensimentoServizi.objects.select_related("ciclo", "ambito").order_by(
                    "-ciclo__dal", "ambito__denominazione", "pk"
                ),
            )
        ),
        tema="SOCI",
        parole=("servizi sociali", "servizi sociosanitari", "unità d'offerta"),
    )
)


class CensimentoFilter(django_filters.FilterSet):
    """Counts by ciclo, kind of service, place."""

    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)
    servizio = SlugFilter(field_name="tipologia__slug", label="Tipologia di servizio (slug)")
    ambito = SlugFilter(field_name="ambito__slug", label="Ambito territoriale (slug)")


register(
    Dataset(
        nome="censimenti-servizi",
        titolo="Censimento dei servizi",
        descrizione="Quante unità d'offerta e quanti posti di ogni tipologia ha contato una fonte,"
        " su tutto il territorio o in un ambito.",
        campi=(
            campo("servizio", "Tipologia di servizio (slug)", da="tipologia.slug"),
            campo("servizio_denominazione", "Nome della tipologia", da="tipologia.denominazione"),
            ciclo(),
            AMBITO_CENSITO,
            *CENSITI,
        ),
        righe=lambda: CensimentoServizi.objects.select_related(
            "tipologia", "ciclo", "ambito"
        ).order_by("tipologia_id", "ciclo_id", "pk"),
        filtri=CensimentoFilter,
        tema="SOCI",
        parole=("servizi sociali", "posti", "unità d'offerta"),
    )
)
