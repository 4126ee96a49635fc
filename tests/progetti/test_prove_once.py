"""A proof counts once, whatever is pressed and by however many; what it adds is never lost."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from conciliazione.models import Passaggio
from conciliazione.transizioni import StaleState, perform
from progetti import registrazione
from progetti.enums import StatoRilevazione
from progetti.forms.consegna import ConsegnaForm
from progetti.misure import measures
from progetti.models import Consegna, Prova, QuotaProva, Rilevazione
from progetti.righe_consegna import key_of, lines
from rete.models import Utente
from tests.factories.monitoraggio import make_indicator_of, make_prova
from tests.insieme import meet, together
from tests.progetti.monitorare import Scena, set_the_scene

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
PERSONE, VOLTE, POCHE = 8, 50, 20
Cast = dict[str, Utente]


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def record(prova: Prova, quantita: int, scena: Scena, cast: Cast) -> Callable[[], object]:
    """Read the proof as a page does, and record it."""
    letta = Prova.objects.select_related("progetto__alleanza", "tipo").get(pk=prova.pk)
    persona = Utente.objects.get(pk=cast["capofila"].pk)
    quote = {scena.operatori: Decimal(quantita)}
    return lambda: perform(letta, "record", persona, quote=quote)


def new_proof(scena: Scena) -> Prova:
    return make_prova(progetto=scena.progetto, tipo=scena.tipo)


def test_recorded_by_eight_at_once_a_proof_counts_once_every_time(scena: Scena, cast: Cast) -> None:
    for volta in range(1, VOLTE + 1):
        prova = new_proof(scena)

        esiti = together([record(prova, 3, scena, cast) for _ in range(PERSONE)])

        rifiuti = [esito for esito in esiti if isinstance(esito, Exception)]
        assert [type(e) for e in rifiuti] == [StaleState] * (PERSONE - 1), volta
        assert Passaggio.objects.about(prova).count() == 1
        misura = measures([scena.operatori])[scena.operatori.pk]
        assert (misura.dichiarato, misura.con_prova) == (3 * volta, 3 * volta)
    assert Rilevazione.objects.count() == 1


def test_proofs_recorded_together_on_a_line_all_count(scena: Scena, cast: Cast) -> None:
    for volta in range(1, POCHE + 1):
        prove = [new_proof(scena) for _ in range(PERSONE)]

        esiti = together([record(prova, 2, scena, cast) for prova in prove])

        assert not [esito for esito in esiti if isinstance(esito, Exception)], volta
        misura = measures([scena.operatori])[scena.operatori.pk]
        assert misura.dichiarato == misura.con_prova == 2 * PERSONE * volta


def test_a_sheet_that_is_imported_does_not_undo_an_edit(scena: Scena, cast: Cast) -> None:
    for volta in range(VOLTE):
        indicatore = make_indicator_of(scena.consegna)

        def act(valore: int, indicatore: object = indicatore) -> Callable[[], object]:
            """What both the page and the confirmed sheet send."""
            consegna = Consegna.objects.select_related("finestra", "progetto").get(
                pk=scena.consegna.pk
            )
            righe = lines(consegna)
            (riga,) = (r for r in righe if r.indicatore == indicatore)
            dati = ConsegnaForm.typed(riga)
            dati |= {f"initial-{nome}": prima for nome, prima in dati.items()}
            dati[f"valore-{key_of(riga.indicatore)}"] = str(valore)
            modulo = ConsegnaForm(dati, consegna=consegna, righe=[riga], scrive=True)
            return lambda: (modulo.save(cast["capofila"]), dict(modulo.errors))

        esiti = together([act(5), act(6)])

        assert sorted(salvato for salvato, _ in esiti) == [False, True], volta
        vinto = next(n for n, (salvato, _) in enumerate(esiti) if salvato)
        (frasi,) = esiti[1 - vinto][1].values()
        assert f"ha salvato {(5, 6)[vinto]}" in frasi[0]
        assert Rilevazione.objects.get(indicatore=indicatore).valore == (5, 6)[vinto]


def test_without_the_lock_of_the_delivery_a_line_is_made_twice_or_refused(
    scena: Scena, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: what the lock is for. Two begin the line of an indicator together."""
    insieme = meet(2)
    monkeypatch.setattr("progetti.transitions.prove.hold_delivery", lambda consegna: insieme.wait())

    esiti = together([record(new_proof(scena), 2, scena, cast) for _ in range(2)])

    assert [e for e in esiti if isinstance(e, IntegrityError | ValidationError | StaleState)]
    assert QuotaProva.objects.count() == 1


def test_without_the_state_of_the_proof_the_database_still_counts_it_once(
    scena: Scena, cast: Cast
) -> None:
    """The control of the last guard: the same proof twice on an indicator is no row."""
    prova = new_proof(scena)
    riga = registrazione.open_line(scena.consegna, scena.operatori, prova.data, cast["capofila"])
    quota = {"prova": prova, "rilevazione": riga, "indicatore": scena.operatori, "quantita": 1}
    QuotaProva.objects.create(**quota)
    with pytest.raises(IntegrityError):
        QuotaProva.objects.create(**quota)
    assert riga.stato == StatoRilevazione.BOZZA
