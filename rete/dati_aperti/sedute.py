"""The meetings that everybody knows of, and what published minutes say was decided."""

import django_filters
from django.db.models import Prefetch
from django.utils import timezone

from conciliazione.dati_aperti import Campo, Dataset, Ramo, Tipo, campo, pagina, register, scelta
from conciliazione.filters import ChoiceFilter, SlugFilter
from rete.dati_aperti.campi import CICLO, ciclo
from rete.enums import EsitoDecisione, StatoSeduta
from rete.models import Decisione
from rete.permissions import meetings_visible_to


class SedutaFilter(django_filters.FilterSet):
    """Meetings by organo, state and ciclo."""

    organo = SlugFilter(field_name="organo__slug", label="Chiave dell'organo")
    stato = ChoiceFilter(StatoSeduta, label="Stato della seduta")
    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)


register(
    Dataset(
        nome="sedute",
        titolo="Sedute degli organi",
        descrizione="Le sedute convocate dagli organi della Rete e dei progetti: giorno, luogo,"
        " stato, ordine del giorno e, dei verbali pubblicati, le decisioni. Non contiene dati di"
        " persone.",
        campi=(
            campo("codice", "Codice della seduta", esempio="k3v9tq2mfa"),
            campo("organo", "Chiave dell'organo", da="organo.slug", esempio="tavolo-locale"),
            campo("organo_denominazione", "Nome dell'organo", da="organo.denominazione"),
            ciclo(),
            campo("inizio", "Giorno e ora", Tipo.ISTANTE),
            campo("fine_prevista", "Fine prevista", Tipo.ISTANTE, facoltativo=True),
            campo("luogo", "Luogo", facoltativo=True),
            *scelta("stato", "Stato della seduta", StatoSeduta),
            Campo(
                "verbale_pubblicato_il",
                lambda seduta: seduta.pubblicata_il and timezone.localdate(seduta.pubblicata_il),
                "Giorno in cui il verbale è pubblicato",
                Tipo.DATA,
                facoltativo=True,
            ),
            pagina(),
        ),
        righe=lambda: (
            meetings_visible_to(None)
            .select_related("organo", "ciclo")
            .order_by("organo_id", "-inizio", "pk")
        ),
        filtri=SedutaFilter,
        chiave="codice",
        rami=(
            Ramo(
                "ordine_del_giorno",
                "Di che cosa si discute",
                lambda seduta: seduta.punti.all(),
                (campo("ordine", "Ordine", Tipo.INTERO), campo("titolo", "Argomento")),
            ),
            Ramo(
                "decisioni",
                "Che cosa si è deciso: solo dei verbali pubblicati",
                lambda seduta: seduta.decisioni.all() if seduta.pubblicata_il else (),
                (
                    campo("numero", "Numero nella seduta", Tipo.INTERO),
                    campo("testo", "Decisione"),
                    *scelta("esito", "Esito", EsitoDecisione),
                    campo("favorevoli", "Voti favorevoli", Tipo.INTERO),
                    campo("contrari", "Voti contrari", Tipo.INTERO),
                    campo("astenuti", "Astenuti", Tipo.INTERO),
                ),
            ),
        ),
        intere=lambda righe: righe.prefetch_related(
            "punti", Prefetch("decisioni", Decisione.objects.order_by("numero"))
        ),
        tema="GOVE",
        parole=("sedute", "verbali", "convocazioni", "decisioni", "governo della rete"),
    )
)
