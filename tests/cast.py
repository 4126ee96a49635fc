"""The cast: one person for each role of the design, in a network with an alliance."""

from collections.abc import Callable

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza
from rete.enums import RuoloDelega
from rete.models import Ciclo, Soggetto, Utente
from rete.permissions import COMITATO, TAVOLO
from tests.factories import (
    make_alleanza,
    make_ciclo,
    make_delega,
    make_mandato,
    make_organo,
    make_partenariato,
    make_profilo,
    make_seggio,
    make_soggetto,
    make_utente,
)

# With which each of the cast enters.
PASSWORD = "una-frase-di-prova-lunga"


def make_network() -> Ciclo:
    """The current ciclo, with its lead body."""
    ente = make_soggetto(slug="ente-capofila", denominazione="Ente capofila", sigla="Ente")
    make_profilo(soggetto=ente)
    return make_ciclo(slug="2014-2015", capofila=ente)


def make_alliance(ciclo: Ciclo) -> Alleanza:
    """An alliance of a ciclo, with its capofila and a partner."""
    alleanza = make_alleanza(slug="alleanza", ciclo=ciclo)
    make_partenariato(alleanza=alleanza, ruolo=RuoloPartenariato.CAPOFILA)
    make_partenariato(alleanza=alleanza, ruolo=RuoloPartenariato.PARTNER)
    return alleanza


def make_cast() -> dict[str, Utente]:
    """Everybody, by role."""
    ciclo = make_network()
    alleanza = make_alliance(ciclo)
    return {role: make(ciclo) for role, make in OF_THE_NETWORK.items()} | {
        role: make(alleanza) for role, make in OF_THE_ALLIANCE.items()
    }


def _person(nome: str, **campi: object) -> Utente:
    return make_utente(
        email=f"{nome}@rete.example", nome=nome.capitalize(), password=PASSWORD, **campi
    )


def _delegate(nome: str, soggetto: Soggetto, ruolo: str = RuoloDelega.REFERENTE) -> Utente:
    utente = _person(nome)
    make_delega(utente=utente, soggetto=soggetto, ruolo=ruolo)
    return utente


def _seat(nome: str, slug: str) -> Utente:
    utente = _person(nome)
    organo = make_organo(slug=slug, denominazione=f"{nome.capitalize()} di prova")
    make_mandato(utente=utente, seggio=make_seggio(organo=organo))
    return utente


def _partner(alleanza: Alleanza, ruolo: str) -> Soggetto:
    return alleanza.partenariati.get(ruolo=ruolo).soggetto


OF_THE_NETWORK: dict[str, Callable[[Ciclo], Utente]] = {
    "asl": lambda ciclo: _delegate("operatore", ciclo.capofila, RuoloDelega.OPERATORE),
    "responsabile": lambda ciclo: _delegate(
        "responsabile", ciclo.capofila, RuoloDelega.RESPONSABILE
    ),
    "direzione": lambda ciclo: _delegate("direzione", ciclo.capofila, RuoloDelega.DIREZIONE),
    "regione": lambda _: _delegate("regione", make_soggetto(sigla="Regione"), RuoloDelega.REGIONE),
    "comitato": lambda _: _seat("comitato", COMITATO),
    "tavolo": lambda _: _seat("tavolo", TAVOLO),
    # Who can log in and has no right at all.
    "estraneo": lambda _: _person("estraneo"),
    # Who has Django's admin, and no right in our pages.
    "superutente": lambda _: _person("superutente", is_superuser=True),
}
# The referenti of the soggetto that leads the alliance, and of one that takes part in it.
OF_THE_ALLIANCE: dict[str, Callable[[Alleanza], Utente]] = {
    "capofila": lambda alleanza: _delegate(
        "capofila", _partner(alleanza, RuoloPartenariato.CAPOFILA)
    ),
    "partner": lambda alleanza: _delegate("partner", _partner(alleanza, RuoloPartenariato.PARTNER)),
}
