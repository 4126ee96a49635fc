"""The organi: their seats and to whom these belong, never the people who sit there."""

from collections.abc import Iterable

import django_filters

from conciliazione.conteggi import count_related
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
)
from rete.dati_aperti.campi import soggetto
from rete.enums import (
    LivelloOrgano,
)
from rete.models import (
    Organo,
)


class OrganoFilter(django_filters.FilterSet):
    """Organi by level."""

    livello = ChoiceFilter(LivelloOrgano, label="Livello dell'organo")


def _seats(organo: Organo) -> Iterable:
    return organo.seggi.all()


register(
    Dataset(
        nome="organi",
        titolo="Organi della Rete",
        descrizione="Gli organi della Rete e dei progetti, quelli esterni con cui la Rete si"
        " raccorda, i loro compiti e i loro seggi. Non contiene dati di persone.",
        campi=(
            campo("slug", "Chiave dell'organo", esempio="comitato"),
            campo("denominazione", "Nome dell'organo"),
            campo("denominazione_breve", "Nome breve", facoltativo=True),
            *scelta("livello", "Livello dell'organo", LivelloOrgano),
            campo("descrizione", "Che cos'è", facoltativo=True),
            campo("atto", "Atto che lo istituisce", da="atto.oggetto", facoltativo=True),
            campo("cadenza", "Quando si riunisce", facoltativo=True),
            campo(
                "mesi_fra_riunioni",
                "Al più quanti mesi fra due riunioni",
                Tipo.INTERO,
                unita="mesi",
                facoltativo=True,
            ),
            campo(
                "riunioni_previste",
                "Riunioni previste",
                Tipo.INTERO,
                unita="riunioni",
                facoltativo=True,
            ),
            campo("convocazione", "Chi lo convoca", facoltativo=True),
            *soggetto("soggetto", "Soggetto di cui è, se non è della Rete", facoltativo=True),
            campo("seggi", "Numero di seggi", Tipo.INTERO, da="n_seggi", unita="seggi"),
            pagina(),
        ),
        righe=lambda: (
            Organo.objects.select_related("atto", "soggetto")
            .annotate(n_seggi=count_related(Organo, "seggi"))
            .order_by("slug")
        ),
        filtri=OrganoFilter,
        chiave="slug",
        rami=(
            Ramo(
                "compiti",
                "Che cosa fa",
                lambda organo: organo.compiti.all(),
                (campo("ordine", "Ordine", Tipo.INTERO), campo("testo", "Compito")),
            ),
            Ramo(
                "composizione",
                "A chi appartengono i suoi seggi",
                _seats,
                (
                    campo("ordine", "Ordine", Tipo.INTERO),
                    campo("categoria", "A chi appartiene il seggio"),
                    *soggetto("soggetto", "Ente, se il seggio è di uno solo", facoltativo=True),
                    campo("titolo", "Da che cosa nasce", facoltativo=True),
                    campo("con_voto", "Vero se ha diritto di voto", Tipo.BOOLEANO),
                ),
            ),
        ),
        intere=lambda righe: righe.prefetch_related("compiti", "seggi__soggetto"),
        tema="GOVE",
        parole=("organi", "governo della rete", "comitato", "tavolo"),
    )
)
