"""The open data of the rankings: the outcomes that an act approved, and only those."""

import django_filters

from conciliazione.dati_aperti import Campo, Dataset, Tipo, campo, importi, register, scelta
from conciliazione.filters import ChoiceFilter, SlugFilter
from progetti.enums import EsitoGraduatoria
from progetti.graduatoria import asked
from progetti.models import Esito
from rete.dati_aperti.campi import soggetto


class GraduatoriaFilter(django_filters.FilterSet):
    """Places by call, proponent and outcome."""

    avviso = SlugFilter(field_name="proposta__avviso__slug", label="Avviso (slug)")
    proponente = SlugFilter(field_name="proposta__proponente__slug", label="Chi ha proposto (slug)")
    esito = ChoiceFilter(EsitoGraduatoria, label="Esito")


register(
    Dataset(
        nome="graduatorie",
        titolo="Graduatorie degli avvisi",
        descrizione="Le proposte degli avvisi conclusi, come le ha approvate l’atto dell’esito:"
        " posto, punteggio, contributo e motivazione. Le schede dei singoli componenti non ci"
        " sono.",
        campi=(
            campo("avviso", "Avviso (slug)", da="proposta.avviso.slug", esempio="avviso-2026"),
            campo("posizione", "Posto in graduatoria", Tipo.INTERO, facoltativo=True),
            campo("titolo", "Titolo della proposta", da="proposta.titolo"),
            *soggetto("proponente", "Chi ha proposto", da="proposta.proponente"),
            campo("punteggio", "Punteggio su 100", Tipo.DECIMALE, esempio="85.00"),
            *scelta("esito", "Esito", EsitoGraduatoria),
            *importi(
                Campo("contributo_richiesto", asked, "Contributo richiesto", Tipo.EURO),
                campo("importo", "Contributo assegnato", Tipo.EURO, facoltativo=True),
            ),
            campo("motivazione", "Perché"),
            campo(
                "progetto",
                "Progetto che ne è nato (slug)",
                da="proposta.progetto.slug",
                facoltativo=True,
            ),
        ),
        righe=lambda: (
            # All of them: a row is born with the act that makes it public, and never before.
            Esito.objects.select_related(
                "proposta__avviso", "proposta__proponente", "proposta__progetto"
            )
            # As they were sealed: a call after the other, each from its first place down.
            .order_by("pk")
        ),
        filtri=GraduatoriaFilter,
        tema="GOVE",
        parole=("avvisi", "graduatorie", "contributi"),
    )
)
