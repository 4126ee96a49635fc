"""Where the network works, and in which years."""

import django_filters
from django.db.models import Prefetch

from conciliazione.conteggi import count_related
from conciliazione.dati_aperti import (
    Dataset,
    Ramo,
    Tipo,
    campo,
    register,
)
from conciliazione.filters import (
    SlugFilter,
)
from rete.dati_aperti.campi import soggetto
from rete.models import (
    Ambito,
    Ciclo,
    Comune,
)

register(
    Dataset(
        nome="cicli",
        titolo="Cicli di programmazione",
        descrizione="Gli anni che un Piano abbraccia e l'ente che guida la Rete in quegli anni.",
        campi=(
            campo("slug", "Chiave del ciclo", esempio="2014-2015"),
            campo("denominazione", "Nome del ciclo", esempio="Biennio 2014-2015"),
            campo("dal", "Primo giorno del ciclo", Tipo.DATA),
            campo("al", "Ultimo giorno del ciclo", Tipo.DATA),
            *soggetto("capofila", "Ente capofila della Rete"),
        ),
        righe=lambda: Ciclo.objects.select_related("capofila").order_by("-dal", "pk"),
        chiave="slug",
        tema="GOVE",
        parole=("programmazione", "piano territoriale"),
    )
)


class ComuneFilter(django_filters.FilterSet):
    """Comuni by ambito."""

    ambito = SlugFilter(field_name="ambito__slug", label="Ambito territoriale (slug)")


register(
    Dataset(
        nome="comuni",
        titolo="Comuni del territorio",
        descrizione="I comuni in cui la Rete opera, con i loro codici e l'ambito di cui fanno"
        " parte.",
        campi=(
            campo("codice_istat", "Codice ISTAT del comune, di sei cifre", esempio="015146"),
            campo("denominazione", "Nome del comune", esempio="Esempio"),
            campo("codice_catastale", "Codice catastale", esempio="A000"),
            campo("cap", "Codice di avviamento postale", esempio="20100"),
            campo("ambito", "Ambito territoriale (slug)", da="ambito.slug", esempio="ambito-1"),
            campo("ambito_denominazione", "Nome dell'ambito", da="ambito.denominazione"),
        ),
        righe=lambda: (
            Comune.objects.defer("confine").select_related("ambito").order_by("codice_istat")
        ),
        filtri=ComuneFilter,
        chiave="codice_istat",
        tema="REGI",
        parole=("comuni", "territorio", "codici ISTAT"),
        fonte="elaborazione su dati ISTAT e openpolis, licenza CC BY 4.0",
    )
)

register(
    Dataset(
        nome="ambiti",
        titolo="Ambiti territoriali",
        descrizione="Gli ambiti in cui i comuni programmano insieme i servizi sociali, con il"
        " distretto che li rappresenta nella Rete.",
        campi=(
            campo("slug", "Chiave dell'ambito", esempio="ambito-1"),
            campo("denominazione", "Nome dell'ambito"),
            campo("numero", "Numero del distretto", Tipo.INTERO, facoltativo=True),
            *soggetto("distretto", "Distretto sociale che lo rappresenta", facoltativo=True),
            campo(
                "distretto_dedotto",
                "Vero se la fonte non scrive quale distretto corrisponde all'ambito",
                Tipo.BOOLEANO,
            ),
            campo("comuni", "Numero di comuni", Tipo.INTERO, da="n_comuni", unita="comuni"),
        ),
        righe=lambda: (
            Ambito.objects.select_related("distretto")
            .annotate(n_comuni=count_related(Ambito, "comuni"))
            .order_by("denominazione")
        ),
        chiave="slug",
        rami=(
            Ramo(
                "elenco_comuni",
                "I comuni dell'ambito",
                lambda ambito: ambito.comuni.all(),
                (
                    campo("codice_istat", "Codice ISTAT", esempio="015146"),
                    campo("denominazione", "Nome del comune"),
                ),
            ),
        ),
        intere=lambda righe: righe.prefetch_related(
            Prefetch("comuni", Comune.objects.defer("confine").order_by("codice_istat"))
        ),
        tema="REGI",
        parole=("ambiti territoriali", "distretti", "piani di zona"),
    )
)
