"""The open data of the Piano: its published versions, what it declares, its context tables.

Declarations and tables are those of a Piano that has been published once: before, they are notes
of who writes it.
"""

from datetime import date

import django_filters
from django.db.models import Exists, Max, Model, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone

from conciliazione.dati_aperti import (
    Campo,
    Dataset,
    Ramo,
    Tipo,
    campo,
    pagina,
    register,
    scelta,
    whole,
)
from conciliazione.filters import SlugFilter
from piano.enums import Confronto, StatoVersione
from piano.models import Capitolo, Dichiarazione, TabellaContesto, Versione
from rete.dati_aperti.campi import CICLO, ciclo

CAPITOLO = campo("capitolo", "Numero del capitolo", Tipo.INTERO, da="capitolo.numero")


def _published(modello: type[Model]) -> QuerySet:
    """The rows of the chapters of the Piani of which a version is published."""
    pubblicate = Versione.objects.filter(stato=StatoVersione.DEFINITIVA, piano=OuterRef("piano"))
    capitoli = Capitolo.objects.filter(Exists(pubblicate)).order_by().values("pk")
    return (
        modello.objects.filter(capitolo__in=capitoli)
        # Read apart: joined, the chapters would come first and all their rows be sorted.
        .prefetch_related(Prefetch("capitolo", Capitolo.objects.select_related("piano__ciclo")))
        .order_by("capitolo_id", "ordine")
    )


class VersioneFilter(django_filters.FilterSet):
    """Published versions by ciclo."""

    ciclo = SlugFilter(field_name="piano__ciclo__slug", label=CICLO)


def _last_published() -> date | None:
    """The day of the last publication."""
    ultima = Versione.objects.pubblicate().aggregate(ultima=Max("pubblicata_il"))["ultima"]
    return ultima and timezone.localdate(ultima)


def _pdf(versione: Versione) -> str:
    return whole(reverse("piano:download", args=[versione.codice]))


register(
    Dataset(
        nome="versioni",
        titolo="Versioni pubblicate del Piano",
        descrizione="Ogni versione pubblicata del Piano Territoriale, con l'impronta SHA-256 del"
        " suo PDF e dei dati da cui nasce.",
        campi=(
            campo("codice", "Codice della versione", esempio="abcde12345"),
            ciclo("piano.ciclo"),
            campo("numero", "Numero della versione", Tipo.INTERO),
            campo("dati_al", "Giorno a cui si riferiscono i dati", Tipo.DATA),
            campo("pubblicata_il", "Quando è stata pubblicata", Tipo.ISTANTE),
            campo("pagine", "Pagine del PDF", Tipo.INTERO, unita="pagine"),
            campo(
                "dimensione",
                "Dimensione del PDF",
                Tipo.INTERO,
                da="documento.dimensione",
                unita="byte",
                esempio=1048576,
            ),
            campo("sha256", "Impronta SHA-256 del PDF", da="documento.sha256", esempio="0" * 64),
            campo("sha256_dati", "Impronta SHA-256 dei dati", esempio="0" * 64),
            pagina("Pagina della versione"),
            Campo("pdf", _pdf, "Il PDF da scaricare", Tipo.INDIRIZZO),
        ),
        righe=lambda: (
            Versione.objects.pubblicate()
            .defer("dati", "motori")
            .select_related("documento", "piano__ciclo")
            .order_by("-piano_id", "-numero")
        ),
        filtri=VersioneFilter,
        chiave="codice",
        tema="GOVE",
        parole=("piano territoriale", "versioni", "PDF"),
        aggiornato=_last_published,
    )
)


class CapitoloFilter(django_filters.FilterSet):
    """Rows of the chapters by ciclo and chapter."""

    ciclo = SlugFilter(field_name="capitolo__piano__ciclo__slug", label=CICLO)
    capitolo = SlugFilter(field_name="capitolo__slug", label="Capitolo (slug)")


def _columns(tabella: TabellaContesto) -> list[str]:
    """The headings of a table, each with its unit."""
    return [
        f"{colonna['titolo']} ({colonna['unita']})" if colonna["unita"] else colonna["titolo"]
        for colonna in tabella.colonne
    ]


register(
    Dataset(
        nome="tabelle-contesto",
        titolo="Tabelle dell'analisi del contesto",
        descrizione="Le tabelle su popolazione, lavoro e imprese con cui il Piano descrive il"
        " territorio, come le stampano le loro fonti. Le celle sono nell'API, nella singola"
        " tabella.",
        campi=(
            campo("slug", "Chiave della tabella", esempio="popolazione-per-eta"),
            ciclo("capitolo.piano.ciclo"),
            CAPITOLO,
            campo("ordine", "Ordine nel capitolo", Tipo.INTERO),
            campo("titolo", "Titolo"),
            campo("titolo_citato", "Titolo nel documento", facoltativo=True),
            campo("intestazione", "Che cosa dicono le etichette delle righe"),
            Campo("colonne", _columns, "Colonne, con la loro unità di misura", Tipo.ELENCO),
            Campo("righe", lambda t: len(t.righe), "Numero di righe", Tipo.INTERO, unita="righe"),
            campo("riferimento", "A quando si riferisce", facoltativo=True),
            campo("fonte", "Fonte", facoltativo=True),
            campo("nota", "Nota", facoltativo=True),
        ),
        righe=lambda: _published(TabellaContesto),
        filtri=CapitoloFilter,
        chiave="slug",
        rami=(
            Ramo(
                "celle",
                "Le righe della tabella: etichetta e valori, nell'ordine delle colonne",
                lambda tabella: tabella.righe,
                (
                    Campo("etichetta", lambda riga: riga["etichetta"], "Etichetta della riga"),
                    Campo(
                        "valori",
                        lambda riga: [valore or "" for valore in riga["valori"]],
                        "Valori, con il punto per i decimali; vuoto dove la fonte non dice nulla",
                        Tipo.ELENCO,
                    ),
                ),
            ),
        ),
        tema="SOCI",
        parole=("analisi del contesto", "popolazione", "occupazione", "imprese"),
    )
)

register(
    Dataset(
        nome="dichiarazioni",
        titolo="Ciò che il Piano dichiara",
        descrizione="I numeri e le affermazioni che il documento stampa, come sono scritti, veri o"
        " no che siano: le cifre calcolate dal portale sono altrove.",
        campi=(
            campo("slug", "Chiave della dichiarazione", esempio="popolazione-totale"),
            ciclo("capitolo.piano.ciclo"),
            CAPITOLO,
            campo("ordine", "Ordine nel capitolo", Tipo.INTERO),
            campo("etichetta", "Di che cosa parla"),
            campo("valore", "Valore", Tipo.DECIMALE, facoltativo=True, esempio=53),
            campo("unita", "Unità di misura", facoltativo=True),
            campo("testo", "Come è scritto", facoltativo=True),
            *scelta("confronto", "Come va letto il valore", Confronto),
            campo("riferimento", "A quando si riferisce", facoltativo=True),
            campo("fonte", "Fonte", facoltativo=True),
            campo("tabella", "Tabella di cui parla (slug)", da="tabella.slug", facoltativo=True),
        ),
        righe=lambda: _published(Dichiarazione).select_related("tabella"),
        filtri=CapitoloFilter,
        chiave="slug",
        tema="GOVE",
        parole=("piano territoriale", "dichiarazioni"),
    )
)
