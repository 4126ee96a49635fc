"""What the Piano shows in the pages of the rooms below."""

from django.db.models import QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.timezone import localdate

from conciliazione.cronaca import own_page
from conciliazione.date import format_day
from conciliazione.numeri import format_decimal
from conciliazione.riquadri import Panel, address
from piano.models import Deroga, Piano, Relazione, Versione
from piano.parti import parts
from piano.permissions import (
    can_view_drafts,
    can_view_findings,
    can_write_report,
    reports_visible_to,
    versions_visible_to,
)
from progetti.models import Consegna
from rete.permissions import Persona, roles_of


def menu(user: object, obj: object) -> list[Panel]:
    """The entry of the Piano in the main menu."""
    return [Panel(titolo="Il Piano", url=address("piano:piano"), ordine=60, parte="piano")]


def percorsi(user: object, obj: object) -> list[Panel]:
    """What a public body comes to do in the pages of the Piano."""
    indirizzo = address("piano:piano")
    return [Panel("Leggere il Piano per capitoli o in PDF", indirizzo, 10, "enti")]


# What is new of the Piano: prepared once, because the home asks for it.
PUBBLICATE = (
    Versione.objects.pubblicate()
    .order_by("-pubblicata_il")
    .values_list(
        *("codice", "numero", "dati_al", "pagine", "pubblicata_il"),
        *("piano__titolo", "piano__ciclo__denominazione"),
    )
)


def novita(user: object, obj: int) -> list[Panel]:
    """The last published versions of the Piano, at most `obj`."""
    return [
        Panel(
            titolo=f"{titolo}: pubblicata la versione {numero}",
            url=reverse_lazy("piano:versione", args=[codice]),
            testo=f"{ciclo}, dati al {format_day(dati_al)}, {format_decimal(pagine)} pagine.",
            quando=localdate(pubblicata_il),
        )
        for codice, numero, dati_al, pagine, pubblicata_il, titolo, ciclo in PUBBLICATE[:obj]
    ]


def mappa(user: object, obj: object) -> list[Panel]:
    """The chapters of the published Piano, and its published versions."""
    pubblicate = Versione.objects.pubblicate().order_by("-piano__ciclo__dal", "-numero")
    codici = list(pubblicate.values_list("codice", flat=True))
    if not codici:
        return []
    dati = Versione.objects.values_list("dati", flat=True).get(codice=codici[0])
    return [
        Panel("intero", address("piano:intero")),
        *(Panel(p.slug, reverse("piano:capitolo", args=[p.slug])) for p in parts(dati)),
        *(Panel(codice, reverse("piano:versione", args=[codice])) for codice in codici),
    ]


def consegna(user: Persona, obj: Consegna) -> list[Panel]:
    """The report of a project in a window: the way to it, or to begin it for who runs it."""
    nuova = Relazione(finestra=obj.finestra, progetto=obj.progetto)
    trovata = Relazione.objects.filter(finestra=obj.finestra_id, progetto=obj.progetto_id).first()
    if trovata is None and not can_write_report(user, nuova):
        return []
    contesto = {"relazione": trovata, "consegna": obj}
    template = "piano/relazioni/_riquadro_consegna.html"
    return [Panel("Relazione di monitoraggio", ordine=10, template=template, contesto=contesto)]


def reports_to_tell(user: Persona) -> QuerySet[Relazione]:
    """The reports that `user` reads, for who has a part in the network."""
    visibili = reports_visible_to(user) if roles_of(user) else Relazione.objects.none()
    return visibili.select_related("finestra", "progetto")


def plans_at_work(user: Persona) -> QuerySet[Piano]:
    """The plans whose drafts `user` reads."""
    piani = Piano.objects.all() if roles_of(user) else ()
    return Piano.objects.filter(pk__in=[p.pk for p in piani if can_view_drafts(user, p)])


def versions_to_tell(user: Persona) -> QuerySet[Versione]:
    """The versions that `user` may read, for who has a part in the network."""
    visibili = versions_visible_to(user) if roles_of(user) else Versione.objects.none()
    return visibili.select_related("piano__ciclo")


def workbench(user: Persona, piano: Piano) -> str:
    return reverse("piano:lavoro")


def waivers_to_tell(user: Persona) -> QuerySet[Deroga]:
    """The waivers that `user` reads."""
    piani = Piano.objects.all() if roles_of(user) else ()
    letti = [p.pk for p in piani if can_view_findings(user, p)]
    return Deroga.objects.filter(piano__in=letti).select_related("piano")


def findings(user: Persona, deroga: Deroga) -> str:
    return reverse("piano:controlli")


# Of which things the recent history is told, to whom, and on which page.
STORIE = (
    (Piano, plans_at_work, workbench),
    (Versione, versions_to_tell, own_page),
    (Deroga, waivers_to_tell, findings),
    (Relazione, reports_to_tell, own_page),
)
