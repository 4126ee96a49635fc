"""What the Piano shows in the pages of the rooms below."""

from django.urls import reverse
from django.utils.timezone import localdate

from conciliazione.date import format_day
from conciliazione.numeri import format_decimal
from conciliazione.riquadri import Panel
from piano.models import Versione
from piano.parti import parts


def menu(user: object, obj: object) -> list[Panel]:
    """The entry of the Piano in the main menu."""
    return [Panel(titolo="Il Piano", url=reverse("piano:piano"), ordine=60, parte="piano")]


def percorsi(user: object, obj: object) -> list[Panel]:
    """What a public body comes to do in the pages of the Piano."""
    indirizzo = reverse("piano:piano")
    return [Panel("Leggere il Piano per capitoli o in PDF", indirizzo, 10, "enti")]


def novita(user: object, obj: int) -> list[Panel]:
    """The last published versions of the Piano, at most `obj`."""
    pubblicate = Versione.objects.pubblicate().order_by("-pubblicata_il")
    campi = ("codice", "numero", "dati_al", "pagine", "pubblicata_il")
    righe = pubblicate.values_list(*campi, "piano__titolo", "piano__ciclo__denominazione")
    return [
        Panel(
            titolo=f"{titolo}: pubblicata la versione {numero}",
            url=reverse("piano:versione", args=[codice]),
            testo=f"{ciclo}, dati al {format_day(dati_al)}, {format_decimal(pagine)} pagine.",
            quando=localdate(pubblicata_il),
        )
        for codice, numero, dati_al, pagine, pubblicata_il, titolo, ciclo in righe[:obj]
    ]


def mappa(user: object, obj: object) -> list[Panel]:
    """The chapters of the published Piano, and its published versions."""
    pubblicate = Versione.objects.pubblicate().order_by("-piano__ciclo__dal", "-numero")
    codici = list(pubblicate.values_list("codice", flat=True))
    if not codici:
        return []
    dati = Versione.objects.values_list("dati", flat=True).get(codice=codici[0])
    return [
        Panel("intero", reverse("piano:intero")),
        *(Panel(p.slug, reverse("piano:capitolo", args=[p.slug])) for p in parts(dati)),
        *(Panel(codice, reverse("piano:versione", args=[codice])) for codice in codici),
    ]
