"""The open data of the alliances."""

import django_filters

from alleanze.enums import RuoloPartenariato, TipoConvenzione
from alleanze.models import Alleanza, Convenzione, Partenariato
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


class ConvenzioneFilter(django_filters.FilterSet):
    """Signed agreements by alliance and kind."""

    alleanza = SlugFilter(field_name="alleanza__slug", label="Alleanza (slug)")
    tipo = ChoiceFilter(TipoConvenzione, label="Che accordo è")


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

register(
    Dataset(
        nome="convenzioni",
        titolo="Accordi e convenzioni delle alleanze",
        descrizione="Accordi di sperimentazione, convenzioni e reti d’impresa che le alleanze"
        " locali hanno firmato.",
        campi=(
            campo("codice", "Codice dell'accordo", esempio="a1b2c3d4e5"),
            campo("alleanza", "Alleanza (slug)", da="alleanza.slug", esempio="alleanza-di-esempio"),
            *scelta("tipo", "Che accordo è", TipoConvenzione),
            campo("oggetto", "Che cosa prevede"),
            Campo(
                "parti",
                lambda convenzione: [parte.slug for parte in convenzione.parti.all()],
                "Chi lo firma, fra i soggetti del registro (slug)",
                Tipo.ELENCO,
            ),
            campo("altre_parti", "Chi altro lo firma", facoltativo=True),
            campo("firmata_il", "Giorno della firma", Tipo.DATA),
            DAL,
            AL,
        ),
        righe=lambda: (
            Convenzione.objects.filter(firmata_il__isnull=False)
            .select_related("alleanza")
            .prefetch_related("parti")
            .order_by("alleanza_id", "pk")
        ),
        filtri=ConvenzioneFilter,
        tema="SOCI",
        parole=("alleanze", "convenzioni", "accordi"),
    )
)
