"""Nothing that a person reads depends on the scores that are hidden from them.

One database is made, and scored twice with other points and other reasons, each time inside a
savepoint that is taken back: ids and codes are the same. Every answer throws the same dice, so
that tokens, nonces, request ids and keys are the same too; the clock is all that is blanked.
"""

import io
import logging
import os
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from conciliazione.models import Messaggio
from conciliazione.transizioni import perform
from progetti.enums import AmbitoIncompatibilita, StatoValutazione
from progetti.models import Avviso, Proposta, Valutazione
from progetti.transitions.schede import reveal_if_complete
from rete.enums import RuoloDelega
from rete.models import Utente
from tests.factories import make_atto, make_delega, make_partecipazione, make_seduta, make_utente
from tests.factories.valutazioni import Gara, make_gara
from tests.progetti.gara import make_note
from tests.savepoints import undone
from tests.test_authz_matrix import LINES, NOT_THERE, Address, every_address

pytestmark = pytest.mark.django_db
# Member 0 takes part in proposal 0; the others are free.
LEGATO, LIBERO, ALTRI = 0, 1, (2, 3)
UNA, ALTRA = ("9", "Parola una"), ("2", "Parola altra")
SOLA, TUTTA = AmbitoIncompatibilita.PROPOSTA, AmbitoIncompatibilita.PROCEDURA
# How far apart the members may be: with what is said once they are, with what is said twice not.
SCARTO = 35
# The rooms whose pages may say something of a score; the rest is asked for who is in conflict.
STANZE = ("avvisi:", "proposte:", "valutazioni:", "graduatoria:", "scrivania", "search", "home")
# What answers everybody alike is asked for who has no account.
PER_TUTTI = ("dataset:", "opendata", "api")
# It says how the data are made and has none of them.
SENZA_DATI = "dataset:openapi"


# --- What is scored -----------------------------------------------------------------------------


@pytest.fixture
def gara() -> Gara:
    """A call with four members and two proposals, whose sheets are open."""
    return ready(make_gara(membri=4, atto_incompatibilita=make_atto(), scarto=SCARTO), SOLA)


def another(gara: Gara, ambito: str) -> Gara:
    """Another call, that the same people score."""
    altra = make_gara(
        membri=0,
        ciclo=gara.avviso.ciclo,
        organo=gara.avviso.organo,
        atto_incompatibilita=make_atto(),
        scarto=SCARTO,
    )
    altra.mandati, altra.responsabile = gara.mandati, gara.responsabile
    return ready(altra, ambito)


def ready(gara: Gara, ambito: str) -> Gara:
    make_partecipazione(proposta=gara.proposte[0], soggetto=gara.mandati[LEGATO].designato_da)
    gara.declare()
    Avviso.objects.filter(pk=gara.avviso.pk).update(ambito_incompatibilita=ambito)
    gara.open()
    return gara


def write(gara: Gara, scheda: Valutazione, detto: tuple[str, str]) -> Valutazione:
    """Write a sheet with the same points and the same words everywhere."""
    scheda.punteggi.update(punti=detto[0], motivazione=detto[1])
    return scheda


def score_secretly(gara: Gara, detto: tuple[str, str]) -> None:
    """One of the others delivers, another only writes: nothing is revealed."""
    for proposta in range(2):
        consegnata = write(gara, gara.sheet(ALTRI[0], proposta), detto)
        perform(consegnata, "deliver", gara.person(ALTRI[0]))
        write(gara, gara.sheet(ALTRI[1], proposta), detto)


def score_and_reveal(gara: Gara, detto: tuple[str, str]) -> None:
    """Whoever is free delivers, and the organo reads. On the hidden proposals the first says what
    is asked, so that they are far apart or not; on the others all agree."""
    nascoste = gara.proposte if gara.fresh().ambito_incompatibilita == TUTTA else gara.proposte[:1]
    in_corso = Valutazione.objects.filter(
        proposta__in=gara.proposte, stato=StatoValutazione.IN_CORSO
    )
    for scheda in in_corso.order_by("pk"):
        cambia = scheda.proposta in nascoste and scheda.mandato == gara.mandati[LIBERO]
        write(gara, scheda, detto if cambia else ("5", "Uguale per tutti"))
        perform(scheda, "deliver", Utente.objects.get(pk=scheda.mandato.utente_id))
    assert reveal_if_complete(gara.avviso) or gara.fresh().rivelato_il


# --- What is read -------------------------------------------------------------------------------


@contextmanager
def same_dice() -> Iterator[None]:
    """What is drawn by lot here is always the same."""
    with pytest.MonkeyPatch.context() as patch:
        dadi = random.Random(1)  # noqa: S311
        patch.setattr(os, "urandom", dadi.randbytes)
        patch.setattr(random, "_urandom", dadi.randbytes)
        yield


def without_clock(answer: HttpResponse) -> str:
    """What was answered, but for the hours, minutes and seconds."""
    scritto = b"".join(answer) if answer.streaming else answer.content
    if scritto.startswith(b"PK"):
        scritto = unpacked(scritto)
    return re.sub(r"(?<!\d)\d\d:\d\d(:\d\d(\.\d+)?)?", "", scritto.decode(errors="replace"))


def unpacked(cartella: bytes) -> bytes:
    """What is in a workbook, by name: the moment it was made is on every part of it."""
    with ZipFile(io.BytesIO(cartella)) as parti:
        return b"".join(nome.encode() + parti.read(nome) for nome in sorted(parti.namelist()))


def paths(gare: list[Gara], ruolo: str, stanze: tuple[str, ...]) -> list[str]:
    """Every address that answers somebody with that role, on these calls where it takes one."""
    nomi = {x.name for x in LINES if x.method == "GET" and x.expected[ruolo] == "200"}
    trovati = [
        path
        for address in every_address().values()
        if address.name in nomi and address.name.startswith(stanze)
        if not address.name.startswith(SENZA_DATI)
        for gara in gare
        for path in _filled(address, gara)
    ]
    cercati = ("Parola", "Proposta", gare[0].avviso.titolo)
    return [*dict.fromkeys(trovati), *(f"/cerca/?q={q}" for q in cercati)]


def _filled(address: Address, gara: Gara) -> Iterator[str]:
    codici = [NOT_THERE["codice"]]
    if address.name.startswith("valutazioni:") and "slug" not in address.parts:
        # While it is secret, one that is delivered and one that is being written.
        codici = [gara.sheet(membro, n).codice for n, membro in enumerate(ALTRI)]
    elif address.name.startswith(STANZE):
        codici = [p.codice for p in gara.proposte]
    for codice in codici if "codice" in address.parts else codici[:1]:
        for nome in ("avvisi", "graduatorie"):
            parti = {"codice": codice, "slug": gara.avviso.slug, "nome": nome}
            yield address.path({**NOT_THERE, **parti, "riferimento": "rete.membri"})


@contextmanager
def unlogged() -> Iterator[None]:
    """What is not there is told in the log, at length."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


Letto = dict[str, tuple[int, str, str]]


def crawl(chi: Utente | None, indirizzi: list[str]) -> Letto:
    """What a person reads at every address, and in the mails written to them."""
    cache.clear()
    client, letto = Client(), {}
    if chi is not None:
        client.force_login(Utente.objects.get(pk=chi.pk))
    for path in indirizzi:
        with same_dice(), unlogged():
            answer = client.get(path)
            letto[path] = (answer.status_code, answer.get("Location", ""), without_clock(answer))
    scritti = Messaggio.objects.filter(destinatario=chi.email if chi else "").order_by("chiave")
    letto["posta"] = (0, "", "\n".join(f"{m.oggetto}\n{m.testo}" for m in scritti))
    return letto


def read_again(chi: Utente | None, indirizzi: list[str], *mondi: Callable[[], None]) -> list[Letto]:
    """What a person reads in each of these worlds, each made from the same rows."""
    letture = []
    for make in mondi:
        with undone():
            make()
            letture.append(crawl(chi, indirizzi))
    return letture


def unlike(prima: Letto, *altre: Letto) -> list[str]:
    """Where one reads another thing than in the first world."""
    return [p for p in prima if any(prima[p] != altra[p] for altra in altre)]


def how_many(letto: Letto) -> int:
    """How many pages were there to read."""
    return [stato for stato, _, _ in letto.values()].count(200)


# --- The member in conflict ---------------------------------------------------------------------


def test_a_member_in_conflict_reads_the_same_whatever_the_others_scored(gara: Gara) -> None:
    """On a call that is still secret, on one revealed, on one revealed where they score nothing."""
    rivelate = [another(gara, SOLA), another(gara, TUTTA)]

    def score(detto: tuple[str, str]) -> None:
        score_secretly(gara, detto)
        for rivelata in rivelate:
            score_and_reveal(rivelata, detto)

    indirizzi = paths([gara, *rivelate], "comitato", ("",))
    una, altra = read_again(
        gara.person(LEGATO), indirizzi, lambda: score(UNA), lambda: score(ALTRA)
    )

    assert unlike(una, altra) == []
    assert how_many(una) > 60


def test_the_comparison_sees_a_score_where_it_may_be_read(gara: Gara) -> None:
    """The control: a free member reads the scores once they are revealed."""
    punteggi = f"/valutazioni/avvisi/{gara.avviso.slug}/punteggi/"
    indirizzi = [punteggi, "/scrivania/"]

    una, altra = read_again(
        gara.person(LIBERO),
        indirizzi,
        lambda: score_and_reveal(gara, UNA),
        lambda: score_and_reveal(gara, ALTRA),
    )

    assert unlike(una, altra) == indirizzi


# Where the organo is told who takes part in each proposal: the names, and nothing else.
SOLI_NOMI = ("/chi-puo-valutare/", "/conflitto/")


def pages_about(proposta: Proposta, letto: Letto) -> dict[str, str]:
    """The pages that say anything of a proposal but who it is of: what each has in the middle."""
    return {
        path: testo.partition("<main")[2].partition("</main>")[0] or testo
        for path, (stato, _, testo) in letto.items()
        if stato == 200 and _speaks_of(proposta, testo, path.endswith(SOLI_NOMI))
    }


def _speaks_of(proposta: Proposta, testo: str, solo_titolo: bool) -> bool:
    return proposta.titolo in testo or (proposta.codice in testo and not solo_titolo)


@pytest.mark.parametrize("concluso", [False, True])
def test_once_revealed_a_member_in_conflict_sees_of_the_proposal_what_everybody_sees(
    concluso: bool, gara: Gara
) -> None:
    """Nothing before the act of the outcome; after it, the ranking that is published."""
    score_and_reveal(gara, UNA)
    if concluso:
        conclude(gara)
    nascosta, altra = gara.proposte
    stanze = (*STANZE, *PER_TUTTI) if concluso else STANZE
    indirizzi = paths([gara], "comitato", stanze)
    letto, da_tutti = crawl(gara.person(LEGATO), indirizzi), crawl(None, indirizzi)

    suo, pubblico = pages_about(nascosta, letto), pages_about(nascosta, da_tutti)
    assert suo == pubblico
    assert bool(pubblico) == concluso
    assert not pages_about(altra, letto).keys() <= pubblico.keys()


def conclude(gara: Gara) -> None:
    """Confirm what was delivered, rank it, record the act."""
    quando, avviso = gara.fresh().rivelato_il, gara.fresh()
    schede = Valutazione.objects.filter(proposta__avviso=avviso)
    schede.update(stato=StatoValutazione.CONFERMATA, confermata_il=quando)
    avviso.seduta = make_seduta(organo=avviso.organo, ciclo=avviso.ciclo, stato="verbalizzata")
    avviso.save(update_fields=["seduta"])
    for proposta in gara.proposte:
        make_note(proposta)
    perform(gara.fresh(), "rank", gara.responsabile)
    perform(gara.fresh(), "conclude", gara.responsabile, record_act=make_atto)


# --- Before the reveal --------------------------------------------------------------------------


def _staff(gara: Gara, ruolo: RuoloDelega) -> Utente:
    utente = make_utente()
    make_delega(utente=utente, soggetto=gara.avviso.ciclo.capofila, ruolo=ruolo)
    return utente


def _proponent(gara: Gara) -> Utente:
    utente = make_utente()
    make_delega(utente=utente, soggetto=gara.proposte[0].proponente)
    return utente


# Who reads, by the name that the matrix gives to their role.
PERSONE: dict[str, Callable[[Gara], Utente | None]] = {
    "anonimo": lambda gara: None,
    "responsabile": lambda gara: gara.responsabile,
    "asl": lambda gara: _staff(gara, RuoloDelega.OPERATORE),
    "direzione": lambda gara: _staff(gara, RuoloDelega.DIREZIONE),
    "superutente": lambda gara: make_utente(is_superuser=True),
    "capofila": _proponent,
}


@pytest.mark.parametrize("ruolo", PERSONE)
def test_before_the_reveal_nobody_reads_the_score_of_another(ruolo: str, gara: Gara) -> None:
    indirizzi = paths([gara], ruolo, STANZE if ruolo != "anonimo" else (*STANZE, *PER_TUTTI))

    una, altra = read_again(
        PERSONE[ruolo](gara),
        indirizzi,
        lambda: score_secretly(gara, UNA),
        lambda: score_secretly(gara, ALTRA),
    )

    assert unlike(una, altra) == []
    assert how_many(una) > 10


def test_before_the_reveal_a_free_member_does_not_know_that_another_delivered(gara: Gara) -> None:
    indirizzi = paths([gara], "comitato", STANZE)

    nessuna, una, altra = read_again(
        gara.person(LIBERO),
        indirizzi,
        lambda: None,
        lambda: score_secretly(gara, UNA),
        lambda: score_secretly(gara, ALTRA),
    )

    assert unlike(nessuna, una, altra) == []
    assert how_many(nessuna) > 10
