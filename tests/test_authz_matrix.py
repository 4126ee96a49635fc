"""Who gets what from every address: `authz_matrix.csv` says it, one line for each address, method
and object, one column for each person of the cast.

In the cells: a status (`200`, `403`, `404`…), `302` for a redirect, and `login` for the redirect
to the page where one enters. A name with `*` stands for all the addresses of the admin that match:
they are the same for every table. What has no line fails.
"""

import csv
import functools
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from fnmatch import fnmatchcase
from http.cookies import SimpleCookie
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from alleanze.enums import RuoloPartenariato
from alleanze.models import Partenariato
from conciliazione.collegamenti import new_link
from piano.dati import compile_data
from piano.enums import StatoPiano, StatoVersione
from piano.models import Piano, Versione
from piano.tasks import COMPILA, arguments_for
from rete.inviti import invite
from rete.models import Ciclo, Organo, Soggetto, Utente
from rete.permissions import TAVOLO
from tests import (
    authz_avvisi,
    authz_graduatoria,
    authz_invio,
    authz_monitoraggio,
    authz_piano,
    authz_proposte,
    authz_relazioni,
)
from tests.authz_valutazioni import VALUTAZIONI
from tests.cast import OF_THE_ALLIANCE, OF_THE_NETWORK, make_cast
from tests.factories import (
    make_accordo,
    make_alleanza,
    make_allegato,
    make_atto,
    make_azione,
    make_bozza,
    make_capitolo,
    make_decisione,
    make_delega,
    make_deroga,
    make_documento,
    make_documento_seduta,
    make_domanda,
    make_elaborazione,
    make_impegno,
    make_iniziativa,
    make_mandato,
    make_norma,
    make_organo,
    make_parere,
    make_piano,
    make_progetto,
    make_richiesta_convocazione,
    make_richiesta_variazione,
    make_seduta,
    make_seggio,
    make_segnalazione,
    make_sezione,
    make_soggetto,
    make_tipologia,
    make_unione,
    make_utente,
    make_versione,
    make_voce,
    make_voce_verifica,
)
from tests.savepoints import undone

MATRIX = Path(__file__).with_name("authz_matrix.csv")
NOBODY = "anonimo"
METHODS = {"GET", "POST"}
MISSING = "assente"

# What the parts of an address are filled with when its object is not there.
NOT_THERE = {
    "slug": "assente",
    "object_id": "0",
    "id": "0",
    "content_type_id": "0",
    "uidb36": "0",
    "key": "assente",
    "impronta": "assente",
    "file": "assente",
    "provider_id": "assente",
    "url": "assente",
    "app_label": "rete",
    "codice": "assente",
    "formato": "assente",
    "passo": "assente",
    "altro": "assente",
    "nome": "assente",
    "riferimento": "assente",
    "chiave": "assente",
    "parole": "assente",
    "token": "assente",
    "documento": "assente",
    "numero": "1",
    "quale": "1",
    "ordine": "1",
    "indicatore": "1",
    "obiettivo": "1",
    "risultato": "1",
    "genere": "assente",
    "lavoro": "assente",
    "partner": "assente",
    "tipo": "assente",
    "pagina": "assente",
}

ORGANO = {"denominazione": "Tavolo di prova", "livello": "rete"}

# An object that is there, made when a line asks for it: the parts of its address.
THERE: dict[str, Callable[[], dict[str, object]]] = {
    "": dict,
    "seggio": lambda: _seat(),
    "seggio-del-capofila": lambda: _seat(organo=_own_organo()),
    "organo-del-capofila": lambda: {"slug": _own_organo().slug},
    "mandato-del-capofila": lambda: _own_mandato(),
    "seduta-del-capofila": lambda: _own_meeting(),
    "seduta-convocata-del-capofila": lambda: _own_meeting(stato="convocata"),
    "seduta-tenuta-del-capofila": lambda: _own_meeting(stato="tenuta"),
    "seduta-approvata-del-capofila": lambda: _own_meeting(stato="approvata"),
    "seduta-del-capofila-da-annullare": lambda: {
        **_own_meeting(stato="convocata"),
        "parole": "annulla",
    },
    "controlli": lambda: {"genere": "controlli"},
    "controllo": lambda: {"genere": "controlli", "chiave": str(make_voce_verifica().ordine)},
    "invito": lambda: {"token": invite(make_utente(), "/rete/").split("/")[-2]},
    "soggetto": lambda: {"slug": make_soggetto().slug},
    "soggetto-del-capofila": lambda: {"slug": _led_soggetto().slug},
    "variazione": lambda: {"codice": make_richiesta_variazione().codice},
    "unione": lambda: {"codice": make_unione().codice},
    "insieme": lambda: {"nome": "soggetti", "chiave": make_soggetto().slug},
    "domanda": lambda: {"codice": make_domanda().codice},
    "formato-csv": lambda: {"formato": "csv"},
    "domanda-da-prendere": lambda: {
        "codice": make_domanda().codice,
        "passo": "prendi-in-carico",
    },
    "domanda-da-accogliere": lambda: {
        "codice": make_domanda("in_istruttoria").codice,
        "passo": "accogli",
    },
    "bozza-di-domanda": lambda: {"codice": make_bozza().codice},
    "seduta-programmata": lambda: {"codice": make_seduta().codice},
    "seduta-convocata": lambda: {"codice": make_seduta(stato="convocata").codice},
    "seduta-da-annullare": lambda: {
        "codice": make_seduta(stato="convocata").codice,
        "parole": "annulla",
    },
    "seduta-approvata": lambda: {"codice": make_seduta(stato="approvata").codice},
    "seduta-tenuta": lambda: {"codice": make_seduta(stato="tenuta").codice},
    "documento-seduta": lambda: _meeting_file(),
    "decisione": lambda: _decision(),
    "parere-di-seduta": lambda: _opinion(),
    "organo-tavolo": lambda: {
        "slug": Organo.objects.get_or_create(slug=TAVOLO, defaults=ORGANO)[0].slug
    },
    "richiesta-convocazione": lambda: {"codice": make_richiesta_convocazione().codice},
    "richiesta-da-respingere": lambda: {
        "codice": make_richiesta_convocazione().codice,
        "parole": "respingi",
    },
    "segnalazione": lambda: {"codice": make_segnalazione().codice},
    "persona-altra": lambda: {"codice": make_utente().codice},
    "delega": lambda: {"codice": make_delega().codice},
    "mandato": lambda: {"codice": make_mandato().codice},
    "documento-di-nessuno": lambda: {"codice": make_documento().codice},
    "soggetto-id": lambda: {"object_id": make_soggetto().pk},
    "cifra": lambda: {"riferimento": "rete.membri"},
    "organo": lambda: {"slug": make_organo().slug},
    "norma": lambda: {"slug": make_norma().slug},
    "tipologia": lambda: {"slug": make_tipologia().slug},
    "alleanza": lambda: {"slug": make_alleanza().slug},
    "iniziativa": lambda: {"slug": make_iniziativa().slug},
    "iniziativa-senza-date": lambda: {"slug": make_iniziativa(dal=None, al=None).slug},
    "azione-comunicazione": lambda: {"slug": make_azione().slug},
    "progetto": lambda: {"slug": make_progetto().slug},
    "voce": lambda: {"slug": make_voce().slug},
    "piano": lambda: _plan(StatoPiano.IN_REDAZIONE) and {},
    "piano-proposto": lambda: _plan(StatoPiano.PROPOSTO) and {},
    "bozza": lambda: _version(StatoPiano.IN_REDAZIONE),
    "bozza-proposta": lambda: _version(StatoPiano.PROPOSTO),
    "bozza-approvata": lambda: _version(StatoPiano.APPROVATO),
    "pubblicata": lambda: _version(StatoPiano.APPROVATO, published=True),
    "pubblicata-e-bozza": lambda: _published_and_draft(),
    "da-proporre": lambda: _plan(StatoPiano.IN_REDAZIONE) and {"parole": "proponi"},
    "da-approvare": lambda: _plan(StatoPiano.CON_PARERE) and {"parole": "registra-l-atto"},
    "da-esprimere": lambda: _plan(StatoPiano.PROPOSTO) and {"parole": "registra-il-parere"},
    "da-riaprire": lambda: _plan(StatoPiano.APPROVATO) and {"parole": "riapri"},
    "deroga": lambda: {"codice": make_deroga(piano=_plan(StatoPiano.IN_REDAZIONE)).codice},
    "aperta": lambda: _open_to_join() and {},
    "collegamento": lambda: {"token": _mailed_link()},
    "bozza-altrui": lambda: _draft_of_others(),
    "compilazione": lambda: _job(_plan(StatoPiano.IN_REDAZIONE)),
    **authz_avvisi.THERE,
    **authz_invio.THERE,
    **VALUTAZIONI,
    **authz_proposte.THERE,
    **authz_graduatoria.THERE,
    **authz_monitoraggio.THERE,
    **authz_relazioni.THERE,
    **authz_piano.THERE,
}


def _meeting_file() -> dict[str, object]:
    """A file of a meeting that is convened."""
    voce = make_documento_seduta(seduta=make_seduta(stato="convocata"))
    return {"codice": voce.seduta.codice, "documento": voce.documento.codice}


def _decision() -> dict[str, object]:
    decisione = make_decisione()
    return {"codice": decisione.seduta.codice, "numero": decisione.numero}


def _opinion() -> dict[str, object]:
    """The opinion given in a meeting that was held."""
    seduta = make_seduta(stato="tenuta")
    parere = make_parere(organo=seduta.organo, ciclo=seduta.ciclo, seduta=seduta)
    return {"codice": seduta.codice, "slug": parere.slug}


def _own_organo() -> Organo:
    """The commissione of the soggetto for which `capofila` speaks."""
    return make_organo(livello="progetto", soggetto=_led_soggetto())


def _own_mandato() -> dict[str, object]:
    return {"codice": make_mandato(seggio=make_seggio(organo=_own_organo())).codice}


def _own_meeting(**campi: object) -> dict[str, object]:
    return {"codice": make_seduta(organo=_own_organo(), **campi).codice}


def _seat(**campi: object) -> dict[str, object]:
    seggio = make_seggio(ordine=1, **campi)
    return {"slug": seggio.organo.slug, "ordine": seggio.ordine}


def _led_soggetto() -> Soggetto:
    """The soggetto of which `capofila` is the referente, for the others too."""
    partenariato = Partenariato.objects.filter(ruolo=RuoloPartenariato.CAPOFILA).first()
    return partenariato.soggetto if partenariato else make_soggetto()


def _plan(stato: StatoPiano) -> Piano:
    """The Piano of the current ciclo, with a chapter, in a state that it may be in."""
    giorno = date(2014, 6, 27)
    detto = {"stato": stato}
    if stato != StatoPiano.IN_REDAZIONE:
        detto["proposto_il"] = giorno
    if stato in (StatoPiano.CON_PARERE, StatoPiano.APPROVATO):
        detto["parere"] = make_parere(ciclo=Ciclo.objects.current())
    if stato == StatoPiano.APPROVATO:
        detto |= {"atto": make_atto(data=giorno), "approvato_il": giorno}
    piano = make_piano(ciclo=Ciclo.objects.current(), **detto)
    make_sezione(capitolo=make_capitolo(piano=piano, slug="capitolo"))
    return piano


def _version(stato: StatoPiano, published: bool = False) -> dict[str, object]:
    """A version of the Piano, compiled from its rows."""
    piano = _plan(stato)
    definitiva = {
        "stato": StatoVersione.DEFINITIVA,
        "pubblicata_il": timezone.now(),
        "atto": piano.atto,
    }
    dati = compile_data(piano, date(2014, 6, 27))
    versione = make_versione(piano=piano, dati=dati, **(definitiva if published else {}))
    return {"codice": versione.codice, "altro": versione.codice, "slug": "capitolo"}


def _published_and_draft() -> dict[str, object]:
    """A published version and, of the same Piano, a draft."""
    parti = _version(StatoPiano.APPROVATO, published=True)
    pubblicata = Versione.objects.get(codice=parti["codice"])
    bozza = make_versione(piano=pubblicata.piano, dati=pubblicata.dati)
    return {**parti, "altro": bozza.codice}


def _open_to_join() -> bool:
    """A network that can be joined."""
    make_accordo(ciclo=Ciclo.objects.current())
    return bool(make_impegno())


def _mailed_link() -> str:
    """The personal link of a draft."""
    token, impronta = new_link()
    make_bozza(impronta=impronta)
    return token


def _draft_of_others() -> dict[str, object]:
    """A draft that somebody else opened, with a file of it."""
    allegato = make_allegato()
    return {"codice": allegato.domanda.codice, "file": allegato.codice}


def _job(piano: Piano) -> dict[str, object]:
    return {
        "codice": make_elaborazione(
            genere=COMPILA, argomenti=arguments_for(piano, date(2014, 6, 27))
        ).codice
    }


class Address(NamedTuple):
    """One address of the portal; those without a name go by their route."""

    name: str
    route: str
    parts: tuple[str, ...]

    def path(self, parts: dict[str, object]) -> str:
        if self.name != self.route:
            return reverse(self.name, kwargs={part: parts[part] for part in self.parts})
        return "/" + re.sub(r"<\w+:(\w+)>|\(\?P<(\w+)>[^)]*\)\$", MISSING, self.route)


def addresses(resolver: URLResolver, space: str = "", before: str = "") -> Iterator[Address]:
    """Every address that the resolver knows, nested ones included."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            name = f"{space}{entry.name}" if entry.name else route
            yield Address(name, route, tuple(entry.pattern.regex.groupindex))
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inner, route)


@functools.cache
def every_address() -> dict[str, Address]:
    return {address.name: address for address in addresses(get_resolver())}


class Line(NamedTuple):
    """One line of the matrix."""

    name: str
    method: str
    thing: str
    expected: dict[str, str]

    def matches(self, name: str) -> bool:
        return fnmatchcase(name, self.name) if "*" in self.name else name == self.name


def read_matrix(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Line(row.pop("indirizzo"), row.pop("metodo"), row.pop("oggetto"), row)
            for row in csv.DictReader(file)
        ]


def addresses_of(line: Line, lines: list[Line]) -> list[Address]:
    """The addresses that a line speaks of: not those of which a longer name says better."""
    better = [x for x in lines if x[1:3] == line[1:3] and len(x.name) > len(line.name)]
    return [
        address
        for address in every_address().values()
        if line.matches(address.name) and not any(x.matches(address.name) for x in better)
    ]


LINES = read_matrix(MATRIX)


def outcome(answer: HttpResponse) -> str:
    """The word for an answer: its status, or that one must enter."""
    where = answer.get("Location", "").partition("?")[0]
    return "login" if where == reverse("account_login") else str(answer.status_code)


def ask(client: Client, method: str, path: str) -> HttpResponse:
    return client.generic(method, path, content_type="application/x-www-form-urlencoded")


@pytest.fixture(scope="module")
def entered(django_db_setup: None, django_db_blocker: object) -> Iterator[dict[str, SimpleCookie]]:
    """What the browser of each of the cast holds once in: their world is made once."""
    with django_db_blocker.unblock(), undone():
        yield {NOBODY: SimpleCookie()} | {
            role: cookies_of(person) for role, person in make_cast().items()
        }


def cookies_of(person: Utente) -> SimpleCookie:
    client = Client()
    client.force_login(person)
    return client.cookies


@pytest.mark.parametrize("line", LINES, ids=lambda line: " ".join(filter(None, line[:3])))
def test_each_person_gets_what_the_matrix_says(
    line: Line, entered: dict[str, SimpleCookie], db: None
) -> None:
    """Each of the cast asks for the same object as if before the others."""
    parts = {**NOT_THERE, **({} if line.thing == MISSING else THERE[line.thing]())}
    wrong: list[str] = []
    for role, expected in line.expected.items():
        client = Client()
        client.cookies = deepcopy(entered[role])
        cache.clear()
        with undone():
            wrong += [f"{role}: {what}" for what in complaints(client, line, parts, expected)]
    assert wrong == []


def complaints(
    client: Client, line: Line, parts: dict[str, object], expected: str
) -> Iterator[str]:
    """Where the addresses of a line do not answer as expected, or tell what is there from what
    is not."""
    for address in addresses_of(line, LINES):
        answer = ask(client, line.method, address.path(parts))
        if answer.streaming:
            list(answer)  # to the end, as a server does: a download holds its file until then
        if outcome(answer) != expected:
            yield f"{address.name} answered {outcome(answer)}, not {expected}"
        elif expected == "404" and line.thing not in ("", MISSING):
            missing = ask(client, line.method, address.path(NOT_THERE))
            if blanked(answer) != blanked(missing):
                yield f"{address.name} tells that its object is there"


def blanked(answer: HttpResponse) -> str:
    """What was answered, without what changes at every answer."""
    # The form of the problems is told the page one comes from, which is what was asked for.
    text = re.sub(r"[?]pagina=[^\"]*", "", answer.content.decode())
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return text.replace(answer.get("X-Request-ID", "-"), "")


def without_line(lines: list[Line], names: dict[str, Address]) -> list[str]:
    """Addresses and methods that no line speaks of; objects that are never tried missing."""
    covered = {(n, line.method) for line in lines for n in names if line.matches(n)}
    tried = {n for line in lines for n in names if line.thing == MISSING and line.matches(n)}
    wanted = {(name, method) for name in names for method in METHODS}
    with_object = {a.name for a in names.values() if a.parts}
    return sorted(f"{m} {n}" for n, m in wanted - covered) + sorted(with_object - tried)


def test_every_address_has_its_lines() -> None:
    assert without_line(LINES, every_address()) == []


def test_every_line_has_its_address() -> None:
    assert [line.name for line in LINES if not addresses_of(line, LINES)] == []


def test_only_the_admin_shares_lines() -> None:
    shared = {line.name for line in LINES if "*" in line.name}
    assert all(name.startswith(("admin:", "amministrazione/")) for name in shared)


def test_no_line_is_written_twice() -> None:
    keys = [line[:3] for line in LINES]
    assert sorted(keys) == sorted(set(keys))


def test_the_columns_are_the_whole_cast() -> None:
    assert set(LINES[0].expected) == {NOBODY, *OF_THE_NETWORK, *OF_THE_ALLIANCE}


def test_an_address_without_a_line_is_seen() -> None:
    line = next(line for line in LINES if line.name == "home")
    rest = [other for other in LINES if other.name != "home"]
    assert without_line(rest, every_address()) == ["GET home", "POST home"]
    assert without_line([*rest, line], every_address()) == ["POST home"]


def test_an_address_never_tried_without_its_object_is_seen() -> None:
    rest = [line for line in LINES if (line.name, line.thing) != ("rete:soggetto", MISSING)]
    assert without_line(rest, every_address()) == ["POST rete:soggetto", "rete:soggetto"]
