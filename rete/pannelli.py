"""What the network shows in the pages of the hall."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from conciliazione.cifre import LetturaPubblica, find_figure
from conciliazione.date import format_day
from conciliazione.periodi import today
from conciliazione.riquadri import Panel, address
from rete.attuale import current_ciclo
from rete.enums import EsitoParere
from rete.models import Adesione, Norma, Organo, Parere, Seduta, Soggetto, TipologiaServizio
from rete.permissions import (
    can_view_applications,
    can_view_changes,
    can_view_duties,
    can_view_people,
    can_view_reports,
    can_view_settings,
    meetings_visible_to,
)


def read_figures(
    request: HttpRequest | None = None, on: date | None = None
) -> LetturaPubblica | None:
    """The public figures of a day (default: today) of the ciclo in force then; None before there
    is one."""
    giorno = on or today()
    ciclo = current_ciclo(request, giorno)
    return LetturaPubblica(ciclo, giorno) if ciclo else None


def figure(request: HttpRequest, chiave: str, ordine: int) -> list[Panel]:
    """A figure of the home, with the page of the rows behind it."""
    lettura = read_figures(request)
    if lettura is None:
        return []
    cifra = find_figure(chiave)
    return [
        Panel(
            titolo=cifra.etichetta,
            url=reverse("rete:cifra", args=[chiave]),
            ordine=ordine,
            testo=lettura.write(chiave),
            quando=lettura.on,
        )
    ]


def menu(user: object, obj: object) -> list[Panel]:
    """The entries of the network and of its services in the main menu."""
    return [
        Panel(titolo="La Rete", url=address("rete:rete"), ordine=10, parte="rete"),
        Panel(titolo="Servizi", url=address("servizi:servizi"), ordine=20, parte="servizi"),
    ]


PAGINE = {
    "rete": (
        ("Panoramica", "rete:rete"),
        ("Soggetti", "rete:soggetti"),
        ("Territorio", "rete:territorio"),
        ("Organi", "rete:organi"),
        ("Sedute", "rete:sedute"),
        ("Norme", "rete:norme"),
        ("Aderire", "aderisci:join"),
    ),
    "servizi": (
        ("Servizi censiti", "servizi:servizi"),
        ("Per area", "servizi:aree"),
        ("Iniziative dei comuni", "servizi:esempi"),
    ),
}

SCHEDE = (
    (Soggetto, "rete:soggetto"),
    (Organo, "rete:organo"),
    (Norma, "rete:norma"),
    (TipologiaServizio, "servizi:tipologia"),
)


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the parts of the site that are of this room; to the staff, the reports too."""
    pagine = [
        Panel(titolo=titolo, url=address(nome), ordine=posto)
        for posto, (titolo, nome) in enumerate(PAGINE.get(obj, ()), start=1)
    ]
    if obj == "rete" and can_view_reports(user):
        pagine.append(Panel("Segnalazioni", address("rete:segnalazioni"), 90))
    if obj == "rete" and can_view_applications(user):
        pagine.append(Panel("Domande di adesione", address("rete:domande"), 70))
    if obj == "rete" and can_view_duties(user):
        pagine.append(Panel("Riunioni dovute", address("rete:duties"), 70))
    if obj == "rete" and can_view_changes(user):
        pagine.append(Panel("Variazioni", address("rete:variazioni"), 75))
        pagine.append(Panel("Schede unite", address("rete:unioni"), 76))
    if obj == "rete" and can_view_people(user):
        pagine.append(Panel("Persone e incarichi", address("rete:persone"), 80))
    if obj == "rete" and can_view_settings(user):
        pagine.append(Panel("Impostazioni", address("rete:settings"), 85))
    return pagine


def home(user: object, obj: HttpRequest) -> list[Panel]:
    """How many belong to the network."""
    return figure(obj, "rete.membri", 10)


def percorsi(user: object, obj: object) -> list[Panel]:
    """What one comes to do in the pages of the network."""
    aderire = address("aderisci:join")
    return [
        Panel(
            "Trovare un servizio per figli, anziani o disabilità",
            address("servizi:servizi"),
            10,
            "persone",
        ),
        Panel(
            "Vedere chi fa parte della Rete, comune per comune",
            address("rete:territorio"),
            30,
            "persone",
        ),
        Panel("Aderire alla Rete con la propria impresa", aderire, 5, "imprese"),
        Panel("Aderire alla Rete con il proprio ente", aderire, 5, "enti"),
    ]


# What is new, in the order in which it is: prepared once, because the home asks for all of it.
ADESIONI = Adesione.objects.order_by("-dal", "pk").values_list(
    "soggetto__denominazione", "soggetto__slug", "dal"
)
PARERI = Parere.objects.order_by("-reso_il", "pk").values_list(
    "organo__denominazione", "organo__slug", "esito", "oggetto", "reso_il"
)
# What `meetings_visible_to` shows to everybody, said in fewer words: they were all convened.
VERBALI = (
    Seduta.objects.filter(pubblica=True, pubblicata_il__isnull=False)
    .order_by("-pubblicata_il", "pk")
    .values_list("organo__denominazione", "codice", "inizio", "pubblicata_il")
)


def novita(user: object, obj: int) -> list[Panel]:
    """The last adhesions with a date, opinions and published minutes, at most `obj` of each."""
    return [*_adhesions(obj), *_opinions(obj), *_minutes(obj)]


def _adhesions(quante: int) -> Iterator[Panel]:
    for nome, slug, dal in ADESIONI.filter(dal__lte=today())[:quante]:
        indirizzo = reverse_lazy("rete:soggetto", args=[slug])
        yield Panel(titolo=f"{nome} aderisce alla Rete", url=indirizzo, quando=dal)


def _opinions(quanti: int) -> Iterator[Panel]:
    for organo, slug, esito, oggetto, reso_il in PARERI.filter(reso_il__lte=today())[:quanti]:
        yield Panel(
            titolo=f"{organo}: parere {EsitoParere(esito).label.lower()}",
            url=reverse_lazy("rete:organo", args=[slug]),
            testo=oggetto,
            quando=reso_il,
        )


def _minutes(quanti: int) -> Iterator[Panel]:
    for organo, codice, inizio, pubblicata_il in VERBALI[:quanti]:
        yield Panel(
            titolo=f"{organo}: pubblicato il verbale della seduta",
            url=reverse_lazy("rete:seduta", args=[codice]),
            testo=f"Seduta del {format_day(timezone.localdate(inizio))}",
            quando=timezone.localdate(pubblicata_il),
        )


def mappa(user: object, obj: object) -> Iterator[Panel]:
    """The cards of the network."""
    for modello, nome in SCHEDE:
        for slug in modello.objects.order_by("slug").values_list("slug", flat=True):
            yield Panel(slug, reverse(nome, args=[slug]))
    for codice in meetings_visible_to(None).order_by("codice").values_list("codice", flat=True):
        yield Panel(codice, reverse("rete:seduta", args=[codice]))
