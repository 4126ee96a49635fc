"""The open data of training and communication."""

import django_filters
from django.db.models import QuerySet

from conciliazione.conteggi import count_related
from conciliazione.dati_aperti import Campo, Dataset, Ramo, Tipo, campo, importi, pagina, register
from conciliazione.filters import BooleanFilter, DayFilter, SearchFilter, SlugFilter
from formazione.models import AzioneComunicazione, Iniziativa, RigaAzione
from rete.dati_aperti.campi import CICLO, ciclo

DAL = campo("dal", "Primo giorno del periodo in cui si svolge", Tipo.DATA, facoltativo=True)
AL = campo("al", "Ultimo giorno del periodo in cui si svolge", Tipo.DATA, facoltativo=True)


class IniziativaFilter(django_filters.FilterSet):
    """Initiatives by words, ciclo, and the days in which they are held."""

    cerca = SearchFilter("ricerca", label="Parole dell'argomento, dei contenuti, dei destinatari")
    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)
    dal = DayFilter(method="since", label="Solo le iniziative che finiscono da questo giorno")
    al = DayFilter(method="until", label="Solo le iniziative che cominciano entro questo giorno")
    conclusiva = BooleanFilter(label="Se chiude il ciclo")

    def since(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """Initiatives not over before that day."""
        return queryset.filter(al__gte=value)

    def until(self, queryset: QuerySet, name: str, value: object) -> QuerySet:
        """Initiatives that begin by that day."""
        return queryset.filter(dal__lte=value)


register(
    Dataset(
        nome="iniziative",
        titolo="Iniziative di formazione",
        descrizione="Le righe del piano di formazione: che cosa, per chi, quante edizioni, in"
        " quali mesi e con quale costo previsto.",
        campi=(
            campo("slug", "Chiave dell'iniziativa", esempio="seminario-di-esempio"),
            ciclo(),
            campo("ordine", "Ordine nel piano di formazione", Tipo.INTERO),
            campo("tipologia", "Tipologia", esempio="Seminario"),
            campo("argomento", "Argomento, in breve"),
            campo("contenuti", "Contenuti"),
            campo("obiettivi", "Obiettivi"),
            campo("destinatari", "Destinatari"),
            campo("edizioni", "Edizioni previste", Tipo.INTERO, unita="edizioni"),
            *importi(
                campo(
                    "costo_previsto",
                    "Costo previsto",
                    Tipo.EURO,
                    unita="euro",
                    facoltativo=True,
                    esempio="2000.00",
                )
            ),
            campo("conclusiva", "Vero se è l'evento che chiude il ciclo", Tipo.BOOLEANO),
            DAL,
            AL,
            pagina(),
        ),
        righe=lambda: Iniziativa.objects.select_related("ciclo").order_by("ciclo_id", "ordine"),
        filtri=IniziativaFilter,
        chiave="slug",
        tema="EDUC",
        parole=("formazione", "eventi", "conciliazione famiglia-lavoro"),
    )
)


def _publics(riga: RigaAzione) -> list[str]:
    return [pubblico.denominazione for pubblico in riga.pubblici.all()]


RIGA = (
    campo("ordine", "Ordine nell'azione", Tipo.INTERO),
    campo("destinatari", "A chi si rivolge"),
    Campo("pubblici", _publics, "Pubblici del piano di comunicazione", Tipo.ELENCO),
    campo("strumento", "Con quale strumento"),
    campo("descrizione", "Che cosa si fa"),
    campo("misura", "Come se ne misura l'effetto", facoltativo=True),
    DAL,
    AL,
)


class AzioneFilter(django_filters.FilterSet):
    """Communication actions by words and ciclo."""

    cerca = SearchFilter("ricerca", label="Parole del titolo")
    ciclo = SlugFilter(field_name="ciclo__slug", label=CICLO)


register(
    Dataset(
        nome="azioni",
        titolo="Azioni di comunicazione",
        descrizione="Le azioni numerate del piano di comunicazione.",
        campi=(
            campo("slug", "Chiave dell'azione", esempio="azione-di-esempio"),
            ciclo(),
            campo("numero", "Numero dell'azione", Tipo.INTERO),
            campo("titolo", "Titolo"),
            campo("righe", "Numero di righe", Tipo.INTERO, da="n_righe", unita="righe"),
            pagina(),
        ),
        righe=lambda: (
            AzioneComunicazione.objects.select_related("ciclo")
            .annotate(n_righe=count_related(AzioneComunicazione, "righe"))
            .order_by("ciclo_id", "numero")
        ),
        filtri=AzioneFilter,
        chiave="slug",
        rami=(
            Ramo(
                "dettaglio_righe",
                "Che cosa fa l'azione, destinatario per destinatario",
                lambda azione: azione.righe.all(),
                RIGA,
            ),
        ),
        intere=lambda righe: righe.prefetch_related("righe__pubblici"),
        tema="SOCI",
        parole=("comunicazione", "informazione", "campagne"),
    )
)


class RigaAzioneFilter(django_filters.FilterSet):
    """Rows of the actions by words, ciclo and action."""

    cerca = SearchFilter("ricerca", label="Parole dei destinatari, dello strumento, del testo")
    ciclo = SlugFilter(field_name="azione__ciclo__slug", label=CICLO)
    azione = SlugFilter(field_name="azione__slug", label="Azione (slug)")


register(
    Dataset(
        nome="righe-azioni",
        titolo="Azioni di comunicazione per destinatario e periodo",
        descrizione="Che cosa fa ogni azione di comunicazione per un destinatario, con quale"
        " strumento e quando.",
        campi=(
            ciclo("azione.ciclo"),
            campo("azione", "Azione (slug)", da="azione.slug", esempio="azione-di-esempio"),
            campo("azione_numero", "Numero dell'azione", Tipo.INTERO, da="azione.numero"),
            *RIGA,
        ),
        righe=lambda: (
            RigaAzione.objects.select_related("azione__ciclo")
            .prefetch_related("pubblici")
            .order_by("azione_id", "ordine")
        ),
        filtri=RigaAzioneFilter,
        tema="SOCI",
        parole=("comunicazione", "destinatari", "calendario"),
    )
)
