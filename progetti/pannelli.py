"""What the projects show in the pages of the rooms below."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from alleanze.models import Alleanza
from conciliazione.periodi import today
from conciliazione.riquadri import Panel, address
from progetti.a_che_punto import GRUPPI, points
from progetti.enums import GenereVersione
from progetti.firme import to_record
from progetti.models import Avviso, Esito, Progetto, Rilevazione, VersioneAvviso
from progetti.permissions import can_view_proposal
from rete.models import Seduta
from rete.pannelli import figure
from rete.permissions import is_staff_of_capofila

GENERI = {
    GenereVersione.PUBBLICAZIONE.value: "Nuovo avviso",
    GenereVersione.RETTIFICA.value: "Avviso rettificato",
    GenereVersione.PROROGA.value: "Avviso prorogato",
}


def menu(user: object, obj: object) -> list[Panel]:
    """The entries of projects and of calls in the main menu."""
    return [
        Panel(
            titolo="Progetti e risultati",
            url=address("progetti:progetti"),
            ordine=30,
            parte="progetti",
        ),
        Panel("Avvisi e incentivi", address("avvisi:avvisi"), 35, parte="avvisi"),
    ]


def sezione(user: object, obj: object) -> list[Panel]:
    """The pages of the parts of the site that are of this room."""
    if obj == "avvisi":
        return [Panel("Avvisi", address("avvisi:avvisi"), 10)]
    if obj != "progetti":
        return []
    return [
        Panel(titolo="Progetti", url=address("progetti:progetti"), ordine=10),
        Panel(titolo="A che punto siamo", url=address("progetti:progress"), ordine=15),
        Panel(titolo="Risultati attesi", url=address("progetti:risultati"), ordine=20),
    ]


def home(user: object, obj: HttpRequest) -> list[Panel]:
    """How many projects there are."""
    return figure(obj, "progetti.progetti", 30)


def percorsi(user: object, obj: object) -> list[Panel]:
    """What one comes to do in the pages of the projects and of the calls."""
    avvisi = address("avvisi:avvisi")
    return [
        Panel("Vedere a che punto sono i progetti", address("progetti:progress"), 40, "persone"),
        Panel("Presentare un progetto: gli avvisi", avvisi, 20, "enti"),
        Panel("Chiedere un incentivo: gli avvisi", avvisi, 20, "imprese"),
    ]


def novita(user: object, obj: int) -> Iterator[Panel]:
    """The last publications, corrections and extensions of calls, at most `obj`."""
    righe = VersioneAvviso.objects.filter(avviso__pubblicato_il__isnull=False)
    righe = righe.order_by("-registrata_il", "-pk")
    campi = ("genere", "avviso__titolo", "avviso__slug", "avviso__sommario", "registrata_il")
    for genere, titolo, slug, sommario, quando in righe.values_list(*campi)[:obj]:
        yield Panel(
            f"{GENERI[genere]}: {titolo}",
            reverse_lazy("avvisi:avviso", args=[slug]),
            testo=sommario,
            quando=timezone.localdate(quando),
        )


def alleanza(user: object, obj: Alleanza) -> list[Panel]:
    """The projects of an alliance."""
    progetti = list(Progetto.objects.filter(alleanza=obj))
    if not progetti:
        return []
    return [
        Panel(
            titolo="Progetti",
            ordine=30,
            template="progetti/_riquadro_alleanza.html",
            contesto={"progetti": progetti, "firme": to_record(user, obj)},
        )
    ]


def avanzamento(user: object, obj: Progetto) -> list[Panel]:
    """How far a project is: what was verified, where anything is measured."""
    righe = Rilevazione.objects.verified()
    if not righe.filter(indicatore__risultato__obiettivo__progetto=obj).exists():
        return []
    (punto,) = points([obj], today())
    return [
        Panel(
            titolo="A che punto è",
            ordine=5,
            template="progetti/_riquadro_punto.html",
            contesto={"punto": punto, "gruppi": GRUPPI},
        )
    ]


def progetto(user: object, obj: Progetto) -> list[Panel]:
    """The call on which a project was funded, and its place there."""
    righe = Esito.objects.filter(proposta__progetto=obj, proposta__avviso__stato="concluso")
    esito = righe.select_related("proposta__avviso__organo").first()
    if esito is None:
        return []
    legge = user.is_authenticated and can_view_proposal(user, esito.proposta)
    return [
        Panel(
            titolo="Esito dell’avviso",
            ordine=10,
            template="progetti/graduatoria/_riquadro_progetto.html",
            contesto={"esito": esito, "legge": legge},
        )
    ]


def seduta(user: object, obj: Seduta) -> list[Panel]:
    """The calls that an organo scores in a meeting, for who follows them."""
    if not is_staff_of_capofila(user):
        return []
    avvisi = list(obj.avvisi_valutati.all())
    if not avvisi:
        return []
    return [
        Panel(
            titolo="Avvisi che si valutano qui",
            ordine=10,
            template="progetti/graduatoria/_riquadro_seduta.html",
            contesto={"avvisi": avvisi},
        )
    ]


def mappa(user: object, obj: object) -> list[Panel]:
    """The cards of the projects and of the calls."""
    slugs = Progetto.objects.order_by("slug").values_list("slug", flat=True)
    progetti = [Panel(slug, reverse("progetti:progetto", args=[slug])) for slug in slugs]
    avvisi = Avviso.objects.published().order_by("slug").values_list("slug", flat=True)
    return progetti + [Panel(slug, reverse("avvisi:avviso", args=[slug])) for slug in avvisi]
