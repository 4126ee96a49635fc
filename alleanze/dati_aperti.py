"""The open data of the alliances."""

import django_filters

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from conciliazione.dati_aperti import Campo, Dataset, Ramo, Tipo, campo, pagina, register, scelta
from conciliazione.filters import ChoiceFilter, SearchFilter, SlugFilter
from rete.dati_aperti.campi import AL, CICLO, DAL, ciclo, soggetto


class AlleanzaFilter(django_filters.FilterSet):
    """Alliances by words, ciclo and place."""

    cerca = SearchFilter("ricerca", label="Parole del nome o della descrizione")
    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)
    ambito = SlugFilter(field_name="ambiti__slug", label="Ambito coperto (slug)")


class PartenariatoFilter(django_filters.FilterSet):
    """Partnerships by alliance, soggetto and role."""

    alleanza = SlugFilter(field_name="alleanza__slug", label="Alleanza (slug)")
    soggetto = SlugFilter(field_name="soggetto__slug", label="Soggetto (slug)")
    ruolo = ChoiceFilter(RuoloPartenariato, label="Ruolo nell'alleanza")


PARTECIPA = (
    *soggetto("soggetto", "Chi partecipa"),
    *scelta("ruolo", "Ruolo nell'alleanza", RuoloPartenariato),
    campo("denominazione_citata", "Come lo chiama il documento", facoltativo=True),
    DAL,
    AL,
)

register(
    Dataset(
        nome="alleanze",
        titolo="Alleanze locali",
        descrizione="I gruppi di soggetti della Rete che propongono e realizzano progetti insieme."
        " Chi è capofila e partner conta una volta.",
        campi=(
            campo("slug", "Chiave dell'alleanza", esempio="alleanza-di-esempio"),
            campo("denominazione", "Nome dell'alleanza"),
            campo("denominazione_citata", "Come la chiama l'atto", facoltativo=True),
            ciclo(),
            *soggetto("capofila", "Capofila dell'alleanza", facoltativo=True),
            campo("soggetti", "Numero di soggetti", Tipo.INTERO, da="n_soggetti", unita="soggetti"),
            campo("comuni", "Numero di comuni", Tipo.INTERO, da="n_comuni", unita="comuni"),
            Campo(
                "ambiti",
                lambda alleanza: [ambito.slug for ambito in alleanza.ambiti.all()],
                "Ambiti che copre (slug)",
                Tipo.ELENCO,
            ),
            campo("descrizione", "Descrizione", facoltativo=True),
            pagina(),
        ),
        righe=lambda: (
            Alleanza.objects.con_numeri()
            .select_related("ciclo")
            .prefetch_related("ambiti", "partenariati__soggetto")
            .order_by("slug")
        ),
        filtri=AlleanzaFilter,
        chiave="slug",
        rami=(
            Ramo(
                "partenariati",
                "Chi ne fa parte",
                lambda alleanza: alleanza.partenariati.all(),
                PARTECIPA,
            ),
        ),
        tema="SOCI",
        parole=("alleanze", "partenariato", "progetti"),
    )
)

register(
    Dataset(
        nome="partenariati",
        titolo="Soggetti delle alleanze",
        descrizione="Chi partecipa a ogni alleanza locale, con quale ruolo. Chi è capofila e"
        " partner ha due righe.",
        campi=(
            campo("alleanza", "Alleanza (slug)", da="alleanza.slug", esempio="alleanza-di-esempio"),
            campo("alleanza_denominazione", "Nome dell'alleanza", da="alleanza.denominazione"),
            *PARTECIPA,
        ),
        righe=lambda: Partenariato.objects.select_related("alleanza", "soggetto").order_by(
            "alleanza_id", "pk"
        ),
        filtri=PartenariatoFilter,
        tema="SOCI",
        parole=("alleanze", "capofila", "partner"),
    )
)
