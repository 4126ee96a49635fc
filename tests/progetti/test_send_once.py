"""A partner who presses twice sends one proof; what is annulled meanwhile is not sent."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from conciliazione.campi import CampoFile
from conciliazione.transizioni import StaleState, perform
from progetti.models import Prova, RichiestaPartner
from progetti.richieste_partner import ask
from rete.models import Utente
from tests.factories.richieste import make_richiesta_partner
from tests.insieme import together, write_without_looking
from tests.progetti.monitorare import Scena, set_the_scene
from tests.progetti.test_ask_partner import pdf

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
VOLTE = 5
Cast = dict[str, Utente]


def asked(scena: Scena) -> RichiestaPartner:
    richiesta = make_richiesta_partner(scena)
    ask(richiesta)
    return richiesta


def send(richiesta: RichiestaPartner, parole: str) -> Callable[[], object]:
    letta = RichiestaPartner.objects.select_related("progetto", "tipo", "soggetto").get(
        pk=richiesta.pk
    )
    file = CampoFile().clean(pdf(parole))
    dati = {"data": timezone.localdate(), "nota": "", "file": file}
    return lambda: perform(letta, "send", None, **dati)


def annul(richiesta: RichiestaPartner) -> Callable[[], object]:
    letta = RichiestaPartner.objects.select_related("progetto").get(pk=richiesta.pk)
    return lambda: perform(letta, "annul", letta.creata_da, reason="Non serve più.")


def test_sent_twice_at_once_it_is_one_proof(cast: Cast) -> None:
    scena = set_the_scene()
    for volta in range(VOLTE):
        richiesta = asked(scena)
        esiti = together([send(richiesta, f"{volta} {n}") for n in range(3)])
        assert sorted(type(e).__name__ for e in esiti) == ["Passaggio", *["StaleState"] * 2]
        assert Prova.objects.count() == volta + 1


def test_it_is_sent_or_annulled_never_both(cast: Cast) -> None:
    scena = set_the_scene()
    for volta in range(VOLTE):
        richiesta, prima = asked(scena), Prova.objects.count()
        esiti = together([send(richiesta, f"{volta}"), annul(richiesta)])
        rifiutati = [e for e in esiti if isinstance(e, Exception)]
        assert [type(e) for e in rifiutati] == [StaleState]
        richiesta.refresh_from_db()
        mandata = richiesta.stato == "arrivata"
        assert Prova.objects.count() == prima + mandata


def test_without_the_guards_two_proofs_arrive(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    richiesta = asked(set_the_scene())
    write_without_looking(monkeypatch, 2)
    together([send(richiesta, "uno"), send(richiesta, "due")])
    assert Prova.objects.count() == 2
