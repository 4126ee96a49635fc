"""What the network shows in the pages of the hall."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse

from conciliazione.cifre import LetturaPubblica, find_figure
from conciliazione.periodi import today
from conciliazione.riquadri import Panel
from rete.attuale import current_ciclo
from rete.enums import EsitoParere
from rete.models import Adesione, Norma, Organo, Parere, Soggetto, TipologiaServizio
from rete.permissions import can_view_reports


def read_figures(request: HttpRequest | None = None) -> LetturaPubblica | None:
    """Today's public figures of the current ciclo; None before there is one."""
    ciclo = current_ciclo(request)
    return LetturaPubblica(ciclo, today()) if ciclo else None


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
        Panel(titolo="La Rete", url=reverse("rete:rete"), ordine=10, parte="rete"),
        Panel(titolo="Servizi", url=reverse("servizi:servizi"), ordine=20, parte="servizi"),
    ]


PAGINE = {
    "rete": (
        ("Panoramica", "rete:rete"),
        ("Soggetti", "rete:soggetti"),
        ("Territorio", "rete:territorio"),
        ("Organi", "rete:organi"),
        ("Norme", "rete:norme"),
    ),
    "servizi": (
        ("Servizi censiti", "servizi:servizi"),
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
        Panel(titolo=titolo, url=reverse(nome), ordine=posto)
        for posto, (titolo, nome) in enumerate(PAGINE.get(obj, ()), start=1)
    ]
    if obj == "rete" and can_view_reports(user):
        pagine.append(Panel("Segnalazioni", reverse("rete:segnalazioni"), 90))
    return pagine


def home(user: object, obj: HttpRequest) -> list[Panel]:
    """How many belong to the network."""
    return figure(obj, "rete.membri", 10)


def percorsi(user: object, obj: object) -> list[Panel]:
    """What one comes to do in the pages of the network."""
    membri = f"{reverse('rete:soggetti')}?rete=membri"
    return [
        Panel(
            "Trovare un servizio per figli, anziani o disabilità",
            reverse("servizi:servizi"),
            10,
            "persone",
        ),
        Panel(
            "Vedere chi fa parte della Rete, comune per comune",
            reverse("rete:territorio"),
            30,
            "persone",
        ),
        Panel("Sapere quali enti e imprese fanno parte della Rete", membri, 10, "imprese"),
        Panel("Consultare le norme, per tema", reverse("rete:norme"), 20, "enti"),
    ]


def novita(user: object, obj: int) -> list[Panel]:
    """The last adhesions with a date and the last opinions, at most `obj` of each."""
    return [*_adhesions(obj), *_opinions(obj)]


def _adhesions(quante: int) -> Iterator[Panel]:
    righe = Adesione.objects.filter(dal__lte=today()).order_by("-dal", "pk")
    for nome, slug, dal in righe.values_list("soggetto__denominazione", "soggetto__slug", "dal")[
        :quante
    ]:
        indirizzo = reverse("rete:soggetto", args=[slug])
        yield Panel(titolo=f"{nome} aderisce alla Rete", url=indirizzo, quando=dal)


def _opinions(quanti: int) -> Iterator[Panel]:
    righe = Parere.objects.filter(reso_il__lte=today()).order_by("-reso_il", "pk")
    campi = ("organo__denominazione", "organo__slug", "esito", "oggetto", "reso_il")
    for organo, slug, esito, oggetto, reso_il in righe.values_list(*campi)[:quanti]:
        yield Panel(
            titolo=f"{organo}: parere {EsitoParere(esito).label.lower()}",
            url=reverse("rete:organo", args=[slug]),
            testo=oggetto,
            quando=reso_il,
        )


def mappa(user: object, obj: object) -> Iterator[Panel]:
    """The cards of the network."""
    for modello, nome in SCHEDE:
        for slug in modello.objects.order_by("slug").values_list("slug", flat=True):
            yield Panel(slug, reverse(nome, args=[slug]))
