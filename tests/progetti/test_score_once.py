"""Who delivers, closes, voids or ranks at the very same moment: one of the two happens, whole."""

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from django.core.exceptions import ValidationError

from conciliazione.transizioni import NotAllowed, StaleState, perform
from progetti.enums import StatoAvviso, StatoValutazione
from progetti.graduatoria import fingerprint_of, read_ranking
from progetti.models import Avviso, PunteggioConsegnato, Valutazione
from progetti.transitions import graduatoria
from progetti.transitions.schede import reveal_if_complete
from rete.enums import TipoLegame
from rete.models import Ciclo, Legame, Utente
from tests.factories.valutazioni import Gara, make_gara
from tests.insieme import PATIENCE, together, write_without_looking
from tests.progetti import gara as confermata

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
VOLTE = 5


def again() -> Iterator[Gara]:
    """The calls on which something happens: two members, whose sheets are written."""
    for _ in range(VOLTE):
        yield ready(Ciclo.objects.current())


def ready(ciclo: Ciclo | None) -> Gara:
    # One sheet is enough: the phase may be closed without the other.
    gara = make_gara(membri=2, proposte=1, criteri=1, ciclo=ciclo, numero_legale=1)
    gara.declare()
    gara.open()
    for membro in range(2):
        gara.write(membro)
    return gara


def deliver(gara: Gara, membro: int) -> Callable[[], None]:
    """Read the sheet as a page does, deliver it, and reveal if it was the last."""
    scheda, chi, avviso = gara.sheet(membro), gara.person(membro), gara.fresh()

    def act() -> None:
        perform(scheda, "deliver", chi)
        reveal_if_complete(avviso)

    return act


def close(gara: Gara) -> Callable[[], object]:
    avviso, chi = gara.fresh(), Utente.objects.get(pk=gara.responsabile.pk)
    return lambda: perform(avviso, "reveal", chi, reason="È tempo.")


def void(scheda: Valutazione, chi: Utente) -> Callable[[], object]:
    letta = Valutazione.objects.select_related("proposta__avviso").get(pk=scheda.pk)
    return lambda: perform(letta, "void", chi, reason="Un legame emerso adesso.")


def seals(gara: Gara, membro: int) -> int:
    return PunteggioConsegnato.objects.filter(valutazione=gara.sheet(membro)).count()


def test_the_same_sheet_is_delivered_once() -> None:
    for gara in again():
        esiti = together([deliver(gara, 0) for _ in range(4)])

        assert sorted(type(e).__name__ for e in esiti) == ["NoneType", *["StaleState"] * 3]
        assert seals(gara, 0) == 1


def test_the_last_two_deliveries_at_once_reveal_the_scores() -> None:
    for gara in again():
        assert together([deliver(gara, 0), deliver(gara, 1)]) == [None, None]
        assert gara.fresh().rivelato_il is not None


def test_a_sheet_is_delivered_or_closed_out_never_both() -> None:
    for gara in again():
        perform(gara.sheet(0), "deliver", gara.person(0))

        consegna, chiusura = together([deliver(gara, 1), close(gara)])

        finita = (gara.sheet(1).stato, seals(gara, 1))
        assert finita in [(StatoValutazione.CONSEGNATA, 1), (StatoValutazione.ANNULLATA, 0)]
        assert (consegna is None) == (finita[1] == 1)
        assert consegna is None or isinstance(consegna, StaleState | NotAllowed)
        assert not isinstance(chiusura, Exception) or isinstance(chiusura, StaleState | NotAllowed)
        assert gara.fresh().rivelato_il is not None


def test_a_sheet_voided_as_it_is_delivered_does_not_count() -> None:
    for gara in again():
        consegna, tolta = together([deliver(gara, 0), void(gara.sheet(0), gara.responsabile)])

        rifiutati = [e for e in (consegna, tolta) if isinstance(e, Exception)]
        assert [type(e) for e in rifiutati] == [StaleState]
        consegnata = consegna is None
        assert seals(gara, 0) == consegnata
        assert (gara.sheet(0).stato == StatoValutazione.CONSEGNATA) == consegnata


def test_a_tie_at_the_moment_of_the_delivery_leaves_no_sheet() -> None:
    for gara in again():
        da, a = gara.mandati[0].designato_da, gara.proposte[0].proponente
        consegna, legame = together(
            [
                deliver(gara, 0),
                lambda da=da, a=a: Legame.objects.create(da=da, a=a, tipo=TipoLegame.CONSORZIATO),
            ]
        )

        assert isinstance(legame, Legame)
        assert consegna is None or isinstance(consegna, StaleState | NotAllowed)
        assert gara.sheet(0).stato == StatoValutazione.ANNULLATA


def test_a_ranking_has_every_sheet_that_counts_and_no_other() -> None:
    """A sheet is voided before the ranking, or never: the closed figures are those of the rows."""
    for _ in range(VOLTE):
        avviso = confermata.make_gara()
        chi = confermata.responsabile_of(avviso)
        scheda = confermata.proposal(avviso, "Aurora").valutazioni.first()
        tolta, chiusa = together(
            [void(scheda, chi), lambda avviso=avviso, chi=chi: perform(avviso, "rank", chi)]
        )

        assert not isinstance(chiusa, Exception)
        assert not isinstance(tolta, Exception) or isinstance(tolta, ValidationError | NotAllowed)
        adesso = Avviso.objects.get(pk=avviso.pk)
        assert adesso.stato == StatoAvviso.VALUTATO
        assert adesso.impronta_graduatoria == fingerprint_of(read_ranking(adesso))
        annullata = Valutazione.objects.get(pk=scheda.pk).stato == StatoValutazione.ANNULLATA
        assert annullata != isinstance(tolta, Exception)


# --- Negative controls --------------------------------------------------------------------------


def test_without_the_lock_and_the_condition_the_same_sheet_is_delivered_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The engine is what keeps a delivery one: the number of the version stops the others."""
    write_without_looking(monkeypatch, people=4)

    for gara in again():
        esiti = together([deliver(gara, 0) for _ in range(4)])
        if StaleState not in map(type, esiti):
            return
    pytest.fail("La condizione serve ancora a qualcosa?")


def test_without_the_lock_and_the_condition_a_sheet_is_delivered_and_voided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tocca_a_chi_annulla = write_without_looking(
        monkeypatch, people=2, last=StatoValutazione.ANNULLATA
    )
    gara = ready(None)
    consegna = deliver(gara, 0)

    def deliver_first() -> None:
        consegna()
        tocca_a_chi_annulla.set()

    esiti = together([deliver_first, void(gara.sheet(0), gara.responsabile)])

    assert StaleState not in map(type, esiti)
    assert (gara.sheet(0).stato, seals(gara, 0)) == (StatoValutazione.ANNULLATA, 1)


def test_without_the_lock_on_the_sheets_a_ranking_has_one_that_was_voided(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    letta, tolta = Event(), Event()

    def read_slowly(avviso: Avviso, precedenze: object) -> object:
        calcolata = read_ranking(avviso, precedenze)
        letta.set()
        tolta.wait(PATIENCE)
        return calcolata

    monkeypatch.setattr(graduatoria, "_lock_sheets", lambda avviso: None)
    monkeypatch.setattr(graduatoria, "read_ranking", read_slowly)
    avviso = confermata.make_gara()
    chi = confermata.responsabile_of(avviso)
    annulla = void(confermata.proposal(avviso, "Aurora").valutazioni.first(), chi)

    def void_in_the_middle() -> None:
        letta.wait(PATIENCE)
        annulla()
        tolta.set()

    assert together([void_in_the_middle, lambda: bool(perform(avviso, "rank", chi))]) == [
        None,
        True,
    ]

    adesso = Avviso.objects.get(pk=avviso.pk)
    assert adesso.impronta_graduatoria != fingerprint_of(read_ranking(adesso))
