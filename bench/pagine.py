"""What is measured: every public address, taken from the resolver of the portal.

A list found there is measured without being named here; another public address must be named
here, or `addresses` refuses it. A new public page is a line in one of these, room by room:

- `SCHEDE`, the card of one row, with the row to ask for;
- `ALTRE`, what is measured but has no bound, and says why it can have none;
- `FUORI`, what is not measured: forms, files, pages of who has an account.

The rows that a list or a card shows are written by `bench/sintetici/`, one module a room.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.generic import ListView

from conciliazione.dati_aperti import all_datasets

LISTA, SCHEDA, HOME, API, ALTRA = "lista", "scheda", "home", "API", "altra"

# The row in the middle of the smallest tables, that every table has.
N = "00005"
SCHEDE: dict[str, dict[str, object]] = {
    "rete:soggetto": {"slug": f"soggetto-{N}"},
    "rete:organo": {"slug": f"organo-{N}"},
    "rete:register": {"slug": f"organo-{N}"},
    "rete:seduta": {"codice": "s000000004"},
    "rete:norma": {"slug": f"norma-{N}"},
    "rete:cifra": {"riferimento": "rete.membri"},
    "servizi:tipologia": {"slug": f"servizio-{N}"},
    "alleanze:alleanza": {"slug": f"alleanza-{N}"},
    "progetti:progetto": {"slug": f"progetto-{N}"},
    "avvisi:avviso": {"slug": f"avviso-{N}"},
    "avvisi:call_version": {"slug": f"avviso-{N}", "numero": 1},
    "formazione:iniziativa": {"slug": f"iniziativa-{N}"},
    "formazione:azione": {"slug": f"azione-di-comunicazione-{N}"},
    "risorse:voce": {"slug": f"voce-{N}"},
    "piano:piano": {},
    "piano:capitolo": {"slug": "capitolo-00001"},
    "piano:versione": {"codice": "v000000004"},
    "piano:capitolo_versione": {"codice": "v000000004", "slug": "capitolo-00001"},
    "opendata_dataset": {"nome": "soggetti"},
    "graduatoria:graduatoria": {"slug": "graduatoria-00000"},
}
# Measured, and bound by no rule: maps, calendars, whole documents, overviews that add up tables.
ALTRE: dict[str, dict[str, str]] = {
    "rete:rete": {},
    "opendata": {},
    "rete:territorio": {},
    "servizi:aree": {},
    "alleanze:mappa": {"slug": f"alleanza-{N}"},
    "formazione:calendario": {},
    "formazione:calendario_ics": {},
    "formazione:iniziativa_ics": {"slug": f"iniziativa-{N}"},
    "rete:cifre": {},
    "piano:intero": {},
    "piano:indicatori": {},
    "piano:confronto": {"codice": "v000000004", "altro": "v000000006"},
    "search": {},
    "sitemap": {},
    "novita": {},
    "avvisi:call_feed": {},
    "site_map": {},
    "privacy": {},
}
# Neither lists nor cards: forms, whole files, what programs ask of the server.
FUORI = frozenset(
    {
        *("accessibility", "legal_notes", "report_problem", "report_receipt", "developers"),
        *("opendata_csv", "opendata_xlsx", "catalog", "catalog_turtle", "catalog_json_ld"),
        *("robots", "security", "healthz", "readyz", "status", "metro", "piano:download"),
        *("dataset:index", "dataset:index_slash", "dataset:list", "dataset:detail"),
        *("dataset:openapi_json", "dataset:openapi_yaml", "dataset:status", "api:cifra"),
        *("documento", "accept_invitation", "ask_invitation"),
        *("demo_outbox", "demo_message", "demo_attachment", "demo_appointment"),
        *(
            "valutazioni:scheda",
            "proposte:answered",
            "proposte:link",
            "monitoraggio:sent",
            "monitoraggio:link",
        ),  # they ask by themselves who one is
        *("rete:minutes", "rete:meeting_ics", "avvisi:call_ask", "graduatoria:csv"),
    }
)
DOMANDE = {"search": "?q=prova"}
# Pages of others, and the forms of a request to join, which belongs to who writes it.
DI_ALTRI = ("account_", "mfa_", "socialaccount_", "openid_connect_", "admin:", "aderisci:")
# The unique field of a dataset, and the key of a row of it that every size has.
RIGHE_API = {
    "soggetti": f"soggetto-{N}",
    "alleanze": f"alleanza-{N}",
    "progetti": f"progetto-{N}",
    "avvisi": f"avviso-{N}",
    "iniziative": f"iniziativa-{N}",
    "azioni": f"azione-di-comunicazione-{N}",
    "voci": f"voce-{N}",
    "norme": f"norma-{N}",
    "organi": f"organo-{N}",
    "sedute": "s000000004",
    "servizi": f"servizio-{N}",
    "versioni": "v000000004",
    "tabelle-contesto": f"tabella-{N}",
    "dichiarazioni": f"dichiarazione-{N}",
    "comuni": "015004",
    "ambiti": f"ambito-{N}",
    "cicli": "ciclo-0",
}


@dataclass(frozen=True)
class Pagina:
    """An address to measure: what it is, how it is asked for with its own number of rows a page
    and, for a list, with ten."""

    nome: str
    genere: str
    url: str
    url_dieci: str = ""
    vista: type | None = None


class Dimenticata(Exception):
    """A public address that nobody said how to measure."""


def addresses() -> list[Pagina]:
    """Every address to measure, pages first.

    Raises:
        Dimenticata: an address is neither measured nor left out.
    """
    viste = dict(_public_views())
    pagine = [_page(nome, vista) for nome, vista in viste.items() if nome not in FUORI]
    return sorted(pagine, key=_order) + list(_api())


def _order(pagina: Pagina) -> tuple[int, str]:
    return (HOME, LISTA, SCHEDA, ALTRA).index(pagina.genere), pagina.url


def _page(nome: str, vista: object) -> Pagina:
    elenco = getattr(vista, "view_class", None)
    if nome == "home":
        return Pagina(nome, HOME, "/")
    if nome not in ALTRE and elenco and issubclass(elenco, ListView):
        return Pagina(nome, LISTA, reverse(nome), reverse(nome), elenco)
    for genere, noti in ((SCHEDA, SCHEDE), (ALTRA, ALTRE)):
        if nome in noti:
            return Pagina(nome, genere, reverse(nome, kwargs=noti[nome]) + DOMANDE.get(nome, ""))
    raise Dimenticata(f"«{nome}» non è misurata: scriverla in bench/pagine.py.")


def _api() -> Iterator[Pagina]:
    """The list of every dataset and, of those that have a key, a row."""
    for dataset in all_datasets():
        elenco = reverse("dataset:list", args=[dataset.nome])
        # The figures are as many as ever: what grows is what they add up.
        genere = ALTRA if dataset.calcolato else API
        yield Pagina(elenco, genere, elenco, f"{elenco}?per_pagina=10")
        if dataset.chiave:
            if dataset.nome not in RIGHE_API:
                raise Dimenticata(f"L'API «{dataset.nome}» non è misurata: bench/pagine.py.")
            riga = reverse("dataset:detail", args=[dataset.nome, RIGHE_API[dataset.nome]])
            yield Pagina(riga, API, riga)
    cifra = reverse("api:cifra", args=["rete.membri"])
    yield Pagina(cifra, API, cifra, f"{cifra}?per_pagina=10")


def _public_views(
    resolver: URLResolver | None = None, spazio: str = ""
) -> Iterator[tuple[str, object]]:
    """The name and the view of what anybody may read."""
    for voce in (resolver or get_resolver()).url_patterns:
        if isinstance(voce, URLResolver):
            dentro = f"{spazio}{voce.namespace}:" if voce.namespace else spazio
            yield from _public_views(voce, dentro)
        elif _is_public(voce, f"{spazio}{voce.name}"):
            yield f"{spazio}{voce.name}", voce.callback


def _is_public(voce: URLPattern, nome: str) -> bool:
    return not nome.startswith(DI_ALTRI) and not getattr(voce.callback, "login_required", True)
