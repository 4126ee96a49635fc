"""A partner answers while who proposes writes in the same draft: neither stops the other."""

from collections.abc import Callable
from dataclasses import replace
from time import sleep

import pytest
from django.db import OperationalError, transaction
from django.test import Client

from conciliazione import transizioni
from conciliazione.models import Passaggio
from conciliazione.transizioni import TooBusy, perform
from progetti import bozze
from progetti.enums import StatoPartecipazione
from progetti.models import PartecipazioneProposta, Proposta
from progetti.transitions.partecipazioni import PARTECIPAZIONE
from rete.models import Utente
from tests.factories import make_delega, make_partecipazione, make_proposta, make_utente
from tests.insieme import together
from tests.progetti.comporre import save

VOLTE = 8
pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]


def asked() -> tuple[PartecipazioneProposta, Utente, Utente]:
    """A partner of a draft, who speaks for it, and who writes the draft."""
    proposta = make_proposta()
    persone = [make_utente(), make_utente()]
    p = make_partecipazione(proposta=proposta, stato=StatoPartecipazione.ATTESA)
    for utente, soggetto in zip(persone, (p.soggetto, proposta.proponente), strict=True):
        make_delega(utente=utente, soggetto=soggetto)
    return p, *persone


def refuse(p: PartecipazioneProposta, chi: Utente) -> Callable[[], object]:
    letta = PartecipazioneProposta.objects.select_related("proposta").get(pk=p.pk)

    def act() -> None:
        # The other has the proposal by now, and not yet the row.
        sleep(0.2)
        perform(letta, "refuse", chi, reason="Non ci riesce.", risposto_da=str(chi))

    return act


def write_slowly(p: PartecipazioneProposta) -> Callable[[], object]:
    """Take the proposal, then the row, as the pages of the draft do; with time between them."""
    proposta = Proposta.objects.get(pk=p.proposta_id)

    def act() -> None:
        with transaction.atomic():
            bozze.claim(proposta)
            sleep(0.6)
            PartecipazioneProposta.objects.filter(pk=p.pk).update(compito="Altro")

    return act


def test_who_refuses_and_who_writes_wait_for_each_other_in_the_same_order() -> None:
    p, partner, _ = asked()

    assert together([write_slowly(p), refuse(p, partner)]) == [None, None]

    p.refresh_from_db()
    assert (p.stato, p.compito) == (StatoPartecipazione.RIFIUTATA, "Altro")


def test_who_takes_the_row_first_is_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: the order is what lets both go on."""
    prima = PARTECIPAZIONE["refuse"]

    def row_first(p: PartecipazioneProposta, passaggio: Passaggio) -> object:
        prima.takes(p)
        return prima.first(p, passaggio)

    senza = replace(prima, takes=None, first=row_first)
    tabella = {**PARTECIPAZIONE, "refuse": senza}
    monkeypatch.setitem(transizioni._tables, PartecipazioneProposta, tabella)
    p, partner, _ = asked()

    esiti = together([write_slowly(p), refuse(p, partner)])

    assert sum(isinstance(e, OperationalError | TooBusy) for e in esiti) == 1


def test_the_page_of_who_takes_part_is_saved_while_a_partner_refuses() -> None:
    for _ in range(VOLTE):
        p, partner, autore = asked()
        letta = PartecipazioneProposta.objects.select_related("proposta").get(pk=p.pk)
        client = Client()
        client.force_login(autore)
        pagina, campo = f"/proposte/{p.proposta.codice}/chi/", f"chi-{p.codice}-compito"

        risposta, rifiuto = together(
            [
                lambda c=client, u=pagina, f=campo: save(c, u, "", **{f: "Un altro compito"}),
                lambda v=letta, chi=partner: perform(
                    v, "refuse", chi, reason="No.", risposto_da=str(chi)
                ),
            ]
        )

        assert not isinstance(rifiuto, Exception)
        assert risposta.status_code in (200, 302)
        p.refresh_from_db()
        assert p.stato in (StatoPartecipazione.RIFIUTATA, StatoPartecipazione.ATTESA)
