"""The agenda of a meeting convened changes until it begins: who was invited is told once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from conciliazione.models import Messaggio, Passaggio
from conciliazione.transizioni import NotAllowed, ReasonMissing, perform
from rete.enums import StatoSeduta
from rete.lettere import Lettera
from rete.models import Ciclo, Seduta, Utente
from rete.ordine_del_giorno import Voce, entries
from tests.factories import make_mandato, make_organo, make_punto, make_seduta, make_seggio

NUOVI = [Voce("Bilancio"), Voce("Bandi", "Quelli del 2015.")]


@pytest.fixture
def convocata(ciclo: Ciclo, asl: Utente) -> Seduta:
    """A meeting with one point, of which two people were told."""
    organo = make_organo(slug="organo", denominazione="Organo di prova")
    for _ in range(2):
        make_mandato(seggio=make_seggio(organo=organo))
    seduta = make_seduta(organo=organo)
    make_punto(seduta=seduta, ordine=1, titolo="Bilancio")
    perform(seduta, "convene", asl, lettera=Lettera("Convocazione", "Ci si vede."))
    Messaggio.objects.all().delete()
    return seduta


def page(seduta: Seduta) -> str:
    return f"/rete/sedute/{seduta.codice}/ordine-del-giorno/"


def press(client: Client, seduta: Seduta, azione: str, **altro: str) -> object:
    dati = {"quanti": "1", "versione": "2", "punto-0-titolo": "Bilancio", "azione": azione}
    return client.post(page(seduta), {**dati, **altro})


def titles(seduta: Seduta) -> list[str]:
    return [voce.titolo for voce in entries(seduta)]


# --- The rule -----------------------------------------------------------------------------------


def test_who_was_invited_is_told_once_with_the_new_points(convocata: Seduta, asl: Utente) -> None:
    perform(convocata, "change_agenda", asl, reason="Si aggiungono i bandi.", voci=NUOVI)
    assert entries(convocata) == NUOVI
    messaggi = list(Messaggio.objects.order_by("pk"))
    assert len({m.destinatario for m in messaggi}) == len(messaggi) == 2
    testo = messaggi[0].testo
    assert "Si aggiungono i bandi." in testo
    assert "1. Bilancio\n2. Bandi\n" in testo
    evento = Calendar.from_ical(messaggi[0].calendario).walk("VEVENT")[0]
    assert (str(evento["SEQUENCE"]), str(evento["DESCRIPTION"])) == ("3", "1. Bilancio\n2. Bandi")
    storia = Passaggio.objects.about(convocata).last()
    assert (storia.verbo, storia.da, storia.a, storia.motivo) == (
        "change_agenda",
        "convocata",
        "convocata",
        "Si aggiungono i bandi.",
    )


def test_every_change_is_told(convocata: Seduta, asl: Utente) -> None:
    perform(convocata, "change_agenda", asl, reason="Bandi.", voci=NUOVI)
    perform(convocata, "change_agenda", asl, reason="Non più.", voci=NUOVI[:1])
    assert Messaggio.objects.count() == 4


@pytest.mark.parametrize(
    ("voci", "detto"),
    [([], "non resta vuoto"), ([Voce("Bilancio")], "è quello di prima")],
)
def test_nobody_is_told_of_nothing(
    convocata: Seduta, asl: Utente, voci: list[Voce], detto: str
) -> None:
    with pytest.raises(ValidationError, match=detto):
        perform(convocata, "change_agenda", asl, reason="Prova.", voci=voci)
    assert (titles(convocata), Messaggio.objects.count()) == (["Bilancio"], 0)
    assert convocata.ordine_aggiornato_il is None


def test_it_wants_a_reason(convocata: Seduta, asl: Utente) -> None:
    with pytest.raises(ReasonMissing):
        perform(convocata, "change_agenda", asl, voci=NUOVI)
    assert titles(convocata) == ["Bilancio"]


@pytest.mark.parametrize(("minuti", "si_puo"), [(-1, False), (1, True)])
def test_it_is_open_until_the_meeting_begins(
    convocata: Seduta, asl: Utente, minuti: int, si_puo: bool
) -> None:
    Seduta.objects.update(inizio=timezone.now() + timedelta(minutes=minuti))
    convocata.refresh_from_db()
    if si_puo:
        perform(convocata, "change_agenda", asl, reason="Bandi.", voci=NUOVI)
    else:
        with pytest.raises(ValidationError, match="già cominciata"):
            perform(convocata, "change_agenda", asl, reason="Bandi.", voci=NUOVI)
    assert len(titles(convocata)) == 1 + si_puo


@pytest.mark.parametrize("ruolo", ["comitato", "tavolo", "direzione", "capofila", "estraneo"])
def test_only_who_runs_the_meetings_may(
    convocata: Seduta, ruolo: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotAllowed):
        perform(
            convocata,
            "change_agenda",
            request.getfixturevalue(ruolo),
            reason="Bandi.",
            voci=NUOVI,
        )


# --- Its page -----------------------------------------------------------------------------------


def test_buttons_prepare_and_the_last_one_saves_and_tells(
    convocata: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    assert "(2 indirizzi)" in client.get(page(convocata)).text
    due = {"nuovo-titolo": "Bandi", "motivo": "Si aggiungono i bandi."}
    preparata = press(client, convocata, "salva", **due).text
    assert "Il cambio è preparato, non ancora salvato" in preparata
    assert 'value="Bandi"' in preparata
    assert "Si aggiungono i bandi.</textarea>" in preparata
    assert (titles(convocata), Messaggio.objects.count()) == (["Bilancio"], 0)
    scritti = {"quanti": "2", "punto-1-titolo": "Bandi", "motivo": "Si aggiungono i bandi."}
    scambiata = press(client, convocata, "su:1", **scritti).text
    assert scambiata.index('value="Bandi"') < scambiata.index('value="Bilancio"')
    letta = client.get(press(client, convocata, "fine", **scritti)["Location"]).text
    assert (titles(convocata), Messaggio.objects.count()) == (["Bilancio", "Bandi"], 2)
    assert "chi era invitato è avvisato" in letta
    assert "Aggiornato il" in letta


def test_pressed_twice_it_is_told_once(convocata: Seduta, asl: Utente, client: Client) -> None:
    client.force_login(asl)
    for _ in range(2):
        risposta = press(client, convocata, "fine", **{"nuovo-titolo": "Bandi", "motivo": "Sì."})
    assert "nel frattempo un’altra persona ha cambiato la seduta" in risposta.text
    assert Messaggio.objects.count() == 2


def test_of_two_who_change_it_nobody_loses_a_word(
    convocata: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    press(client, convocata, "fine", **{"nuovo-titolo": "di lei", "motivo": "Sua."})
    risposta = press(client, convocata, "fine", **{"nuovo-titolo": "di lui", "motivo": "Suo."})
    assert "<li>di lei</li>" in risposta.text
    for tenuto in ('value="di lui"', "Suo.</textarea>", 'name="versione" value="3"'):
        assert tenuto in risposta.text
    assert titles(convocata) == ["Bilancio", "di lei"]


@pytest.mark.parametrize(
    ("altro", "detto"),
    [
        ({"nuovo-titolo": "Bandi"}, "Scrivere che cosa cambia"),
        ({"nuovo-titolo": "Bandi", "motivo": "x" * 1001}, "1000 caratteri"),
        ({"motivo": "Niente."}, "è quello di prima"),
        ({"punto-0-titolo": "", "motivo": "Via."}, "Scrivere l’argomento"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    convocata: Seduta, asl: Utente, client: Client, altro: dict[str, str], detto: str
) -> None:
    client.force_login(asl)
    risposta = press(client, convocata, "fine", **altro)
    assert detto in risposta.text
    assert risposta.text.count("autofocus") == 1
    assert all(f"{v}</textarea>" in risposta.text for n, v in altro.items() if n == "motivo")
    assert (titles(convocata), Messaggio.objects.count()) == (["Bilancio"], 0)


def test_one_point_too_many_is_said_and_stays_on_the_page(
    convocata: Seduta, asl: Utente, client: Client
) -> None:
    client.force_login(asl)
    pieno = {f"punto-{n}-titolo": f"Punto {n}" for n in range(60)}
    troppi = {"quanti": "60", **pieno, "nuovo-titolo": "Il sessantunesimo", "motivo": "Tanti."}
    risposta = press(client, convocata, "fine", **troppi)
    assert "ha al più 60 punti" in risposta.text
    assert 'value="Il sessantunesimo"' in risposta.text
    assert titles(convocata) == ["Bilancio"]


@pytest.mark.parametrize(
    ("campi", "detto"),
    [
        ({"inizio": timezone.now() - timedelta(minutes=5)}, "«cominciata»"),
        ({"stato": StatoSeduta.ANNULLATA}, "«annullata»"),
    ],
)
def test_too_late_it_is_said_and_what_was_typed_stays(
    convocata: Seduta, asl: Utente, client: Client, campi: dict[str, object], detto: str
) -> None:
    Seduta.objects.update(**campi)
    client.force_login(asl)
    risposta = press(client, convocata, "fine", **{"nuovo-titolo": "Bandi", "motivo": "Tardi."})
    assert detto in risposta.text
    assert 'value="Bandi"' in risposta.text
    assert "Salva e avvisa</button>" not in risposta.text
    assert titles(convocata) == ["Bilancio"]
    assert client.get(page(convocata)).status_code == 302


def test_who_was_writing_it_when_it_was_convened_loses_nothing(
    convocata: Seduta, asl: Utente, client: Client
) -> None:
    """Their page is that of a meeting not yet convened: its button saves, they think."""
    client.force_login(asl)
    risposta = press(client, convocata, "fine", versione="1", **{"nuovo-titolo": "Bandi"})
    assert "La seduta è già convocata" in risposta.text
    assert 'value="Bandi"' in risposta.text
    assert titles(convocata) == ["Bilancio"]


def test_everybody_reads_when_it_was_updated(
    convocata: Seduta, asl: Utente, client: Client
) -> None:
    pagina = convocata.get_absolute_url()
    assert "Aggiornato il" not in client.get(pagina).text
    perform(convocata, "change_agenda", asl, reason="Bandi.", voci=NUOVI)
    letta = client.get(pagina).text
    assert f"Aggiornato il {timezone.localdate().day}" in letta
    assert "Bandi" in letta
