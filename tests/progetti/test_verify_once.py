"""Who verifies, sends back, writes or closes at the very same moment: one of them, whole."""

from collections.abc import Callable
from decimal import Decimal
from threading import Event

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum

from conciliazione import transizioni
from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import StaleState, perform
from progetti import registrazione
from progetti.enums import StatoConsegna, StatoRilevazione
from progetti.models import Consegna, Indicatore, Progetto, Rilevazione, ValoreFinestra
from progetti.promemoria_monitoraggio import close_over
from progetti.registrazione import write_value
from progetti.transitions import consegne, rilevazioni
from progetti.verifica_insieme import verify_each
from rete.enums import RuoloDelega
from rete.models import Ciclo, Utente
from tests.factories import make_delega, make_progetto, make_utente
from tests.factories.monitoraggio import make_consegna, make_indicator_of, make_rilevazione
from tests.insieme import PATIENCE, meet, together, write_without_looking
from tests.progetti.monitorare import Scena, end, expire, set_the_scene

pytestmark = [pytest.mark.servizi, pytest.mark.django_db(transaction=True)]
PERSONE, VOLTE, POCHE = 8, 50, 10
Cast = dict[str, Utente]


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


def team() -> list[Utente]:
    """Eight people who verify."""
    capofila = Ciclo.objects.current().capofila
    persone = [make_utente() for _ in range(PERSONE)]
    for utente in persone:
        make_delega(utente=utente, soggetto=capofila, ruolo=RuoloDelega.OPERATORE)
    return persone


def declared(scena: Scena, **campi: object) -> Rilevazione:
    """A value of an indicator of its own, that wants no proof."""
    indicatore = campi.pop("indicatore", None) or make_indicator_of(scena.consegna)
    return make_rilevazione(
        campi.pop("stato", "dichiarata"),
        (),
        consegna=scena.consegna,
        indicatore=indicatore,
        **campi,
    )


def move(riga: Rilevazione, verbo: str, chi: Utente) -> Callable[[], object]:
    """Read the value as a page does, and do it."""
    letta = Rilevazione.objects.select_related("consegna__progetto__ciclo").get(pk=riga.pk)
    persona = Utente.objects.get(pk=chi.pk)
    motivo = {"reason": "Le firme non si leggono."} if verbo == "give_back" else {}
    return lambda: perform(letta, verbo, persona, **motivo)


def write(riga: Rilevazione, valore: int, chi: Utente) -> Callable[[], object]:
    letta = Rilevazione.objects.select_related("consegna", "indicatore").get(pk=riga.pk)
    return lambda: write_value(
        letta.consegna, letta.indicatore, Decimal(valore), letta.versione, chi
    )


def close(consegna: Consegna) -> Callable[[], object]:
    letta = Consegna.objects.select_related("finestra").get(pk=consegna.pk)
    return lambda: perform(letta, "close", None)


def refused(esiti: list[object]) -> list[Exception]:
    return [esito for esito in esiti if isinstance(esito, Exception)]


def left_by(riga: Rilevazione) -> tuple[str, int, int]:
    """The state of a value, how many steps it has, how many mails tell of them."""
    riga.refresh_from_db()
    mail = Messaggio.objects.filter(chiave__startswith=f"restituita:{riga.codice}:")
    return riga.stato, Passaggio.objects.about(riga).count(), mail.count()


def test_of_eight_people_one_verifies_or_sends_back_every_time(scena: Scena) -> None:
    persone, visti = team(), set()
    for volta in range(VOLTE):
        riga = declared(scena)
        verbi = ["verify" if (n + volta) % 2 else "give_back" for n in range(PERSONE)]

        esiti = together([move(riga, v, p) for v, p in zip(verbi, persone, strict=True)])

        assert [type(e) for e in refused(esiti)] == [StaleState] * (PERSONE - 1), volta
        fine = left_by(riga)
        assert fine in [("verificata", 1, 0), ("restituita", 1, 1)], volta
        visti.add(fine[0])
    assert visti == {"verificata", "restituita"}


def test_two_who_verify_the_same_lines_together_verify_each_once(scena: Scena, cast: Cast) -> None:
    for _ in range(POCHE):
        righe = [declared(scena) for _ in range(5)]

        def act(chi: str, righe: list[Rilevazione] = righe) -> Callable[[], object]:
            lette = [(Rilevazione.objects.get(pk=r.pk), r.versione) for r in righe]
            return lambda: verify_each(lette, cast[chi], "")

        uno, altro = together([act("asl"), act("responsabile")])

        assert [a.fatta + b.fatta for a, b in zip(uno, altro, strict=True)] == [1] * 5
        assert [left_by(r) for r in righe] == [("verificata", 1, 0)] * 5


def test_what_is_verified_is_what_was_read(scena: Scena, cast: Cast) -> None:
    for volta in range(VOLTE):
        riga = declared(scena)

        verifica, scrittura = together(
            [move(riga, "verify", cast["asl"]), write(riga, 9, cast["capofila"])]
        )

        riga.refresh_from_db()
        if isinstance(verifica, Exception):
            assert (type(verifica), scrittura) == (StaleState, None), volta
            assert (riga.stato, riga.valore) == (StatoRilevazione.DICHIARATA, 9), volta
        else:
            assert isinstance(scrittura, ValidationError), volta
            assert (riga.stato, riga.valore) == (StatoRilevazione.VERIFICATA, 1), volta


@pytest.mark.parametrize("gia_scritta", [True, False])
def test_of_two_who_write_a_line_one_is_told_what_the_other_wrote(
    gia_scritta: bool, scena: Scena, cast: Cast
) -> None:
    for volta in range(VOLTE):
        indicatore = make_indicator_of(scena.consegna)
        if gia_scritta:
            declared(scena, stato="bozza", indicatore=indicatore)

        esiti = together([type_in(scena.consegna, indicatore, v, cast) for v in (5, 7)])

        (errore,) = refused(esiti)
        scritto = Rilevazione.objects.get(indicatore=indicatore).valore
        assert scritto == (7 if esiti[0] is errore else 5), volta
        assert f"ha salvato {scritto:.0f}" in errore.messages[0], volta


def type_in(
    consegna: Consegna, indicatore: Indicatore, valore: int, cast: Cast
) -> Callable[[], object]:
    """Write what the page showed at that moment, over the line or over none."""
    riga = Rilevazione.objects.filter(indicatore=indicatore).first()
    versione = riga.versione if riga else 0
    return lambda: write_value(consegna, indicatore, Decimal(valore), versione, cast["capofila"])


# --- Closing ------------------------------------------------------------------------------------


def frozen(campo: str, consegna: Consegna) -> dict[int, Decimal | None]:
    return dict(ValoreFinestra.objects.filter(consegna=consegna).values_list("indicatore", campo))


def reported(consegna: Consegna, *stati: str) -> dict[int, Decimal]:
    righe = Rilevazione.objects.filter(consegna=consegna, stato__in=stati).order_by()
    return dict(righe.values("indicatore").annotate(t=Sum("valore")).values_list("indicatore", "t"))


def other(scena: Scena) -> Scena:
    """Another project of the alliance, whose term went by."""
    lettera = "".join(chr(ord("A") + n) for n in divmod(Progetto.objects.count(), 26))
    progetto = make_progetto(
        ciclo=scena.progetto.ciclo, alleanza=scena.progetto.alleanza, lettera=lettera
    )
    consegna = make_consegna(progetto=progetto, finestra=scena.consegna.finestra)
    expire(consegna)
    return Scena(progetto, consegna, scena.tipo, scena.incontri, scena.operatori)


def test_what_is_frozen_is_what_was_verified(scena: Scena, cast: Cast) -> None:
    for volta in range(VOLTE):
        sua = other(scena)
        prima, seconda = declared(sua), declared(sua)

        *verifiche, chiusura = together(
            [
                move(prima, "verify", cast["asl"]),
                move(seconda, "verify", cast["responsabile"]),
                close(sua.consegna),
            ]
        )

        assert isinstance(chiusura, Passaggio), volta
        assert all(isinstance(e, StaleState) for e in refused(verifiche)), volta
        fissati = {k: v for k, v in frozen("verificato", sua.consegna).items() if v is not None}
        assert fissati == reported(sua.consegna, "verificata"), volta
        assert len(fissati) == 2 - len(refused(verifiche)), volta


def test_what_is_frozen_as_declared_is_what_was_declared(scena: Scena, cast: Cast) -> None:
    for volta in range(VOLTE):
        sua = other(scena)
        riga = declared(sua, stato="restituita")

        dichiara, chiusura = together(
            [move(riga, "declare", cast["capofila"]), close(sua.consegna)]
        )

        assert isinstance(chiusura, Passaggio), volta
        fissati = {k: v for k, v in frozen("dichiarato", sua.consegna).items() if v is not None}
        assert fissati == reported(sua.consegna, "dichiarata"), volta
        assert len(fissati) == (not isinstance(dichiara, Exception)), volta


def test_what_is_over_is_closed_once(scena: Scena, cast: Cast) -> None:
    for volta in range(POCHE):
        sua = other(scena)
        declared(sua)
        end(sua.consegna)
        chi = Utente.objects.get(pk=cast["responsabile"].pk)
        letta = Consegna.objects.select_related("finestra").get(pk=sua.consegna.pk)

        esiti = together(
            [close_over, close_over, lambda c=letta, r=chi: perform(c, "close", r), close_over]
        )

        assert all(isinstance(e, StaleState) for e in refused(esiti)), volta
        sua.consegna.refresh_from_db()
        assert sua.consegna.stato == StatoConsegna.CHIUSA
        assert Passaggio.objects.about(sua.consegna).count() == 1
        assert len(frozen("dichiarato", sua.consegna)) == 1


# --- Negative controls --------------------------------------------------------------------------


def test_without_the_lock_and_the_condition_more_than_one_sends_back(
    scena: Scena, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_without_looking(monkeypatch, people=PERSONE)
    riga = declared(scena)

    together([move(riga, "give_back", persona) for persona in team()])

    stato, passi, mail = left_by(riga)
    assert stato == StatoRilevazione.RESTITUITA
    assert passi > 1
    assert mail > 1


def test_without_the_version_what_is_verified_is_not_what_was_read(
    scena: Scena, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transizioni, "_version", lambda obj: {})
    riga = declared(scena)
    verifica, scritta = move(riga, "verify", cast["asl"]), Event()
    scrivi = write(riga, 9, cast["capofila"])

    def verify_after() -> object:
        scritta.wait(PATIENCE)
        return verifica()

    def write_before() -> None:
        scrivi()
        scritta.set()

    assert refused(together([verify_after, write_before])) == []
    riga.refresh_from_db()
    assert (riga.stato, riga.valore) == (StatoRilevazione.VERIFICATA, 9)


def test_without_the_row_of_the_delivery_what_one_wrote_is_lost(
    scena: Scena, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    insieme = meet(2)

    def after_both_looked(riga: Rilevazione) -> Decimal:
        insieme.wait()
        return Decimal(0)

    monkeypatch.setattr(registrazione, "hold_delivery", lambda consegna: None)
    monkeypatch.setattr(registrazione, "proved", after_both_looked)
    riga = declared(scena, stato="bozza")

    scritture = [type_in(scena.consegna, riga.indicatore, v, cast) for v in (5, 7)]

    assert together(scritture) == [None, None]


def test_without_the_row_of_the_delivery_what_is_frozen_is_not_what_was_verified(
    scena: Scena, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    letti, verificata = Event(), Event()
    leggi = consegne.standings

    def read_slowly(*args: object, **kwargs: object) -> object:
        fatti = leggi(*args, **kwargs)
        letti.set()
        verificata.wait(PATIENCE)
        return fatti

    monkeypatch.setattr(rilevazioni, "hold_delivery", lambda consegna: None)
    monkeypatch.setattr(consegne, "standings", read_slowly)
    sua = other(scena)
    riga = declared(sua)
    verifica = move(riga, "verify", cast["asl"])

    def verify_in_the_middle() -> object:
        letti.wait(PATIENCE)
        esito = verifica()
        verificata.set()
        return esito

    assert refused(together([verify_in_the_middle, close(sua.consegna)])) == []
    assert frozen("verificato", sua.consegna) == {riga.indicatore_id: None}
    assert reported(sua.consegna, "verificata") == {riga.indicatore_id: 1}
