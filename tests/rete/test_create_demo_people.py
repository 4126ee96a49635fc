"""The demo has a person for each role, all with the password that the command prints."""

import io
import stat
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from rete import permissions
from rete.models import Delega, Mandato, Utente
from tests.factories import make_ciclo, make_organo, make_seggio, make_soggetto

RUOLI = {
    "responsabile@asl.example": permissions.is_responsabile,
    "operatore@asl.example": permissions.is_operatore,
    "direzione@asl.example": permissions.is_direzione,
    "comitato-asl@comitato.example": permissions.is_comitato,
    "comitato-ster@comitato.example": permissions.is_comitato,
    "comitato-provincia@comitato.example": permissions.is_comitato,
    "comitato-uffici-di-piano@comitato.example": permissions.is_comitato,
    "comitato-sindacati@comitato.example": permissions.is_comitato,
    "tavolo@tavolo.example": permissions.is_tavolo,
    "regione@regione.example": permissions.is_regione,
}
REFERENTI = {
    "capofila-sud@alleanze.example": "assemi",
    "capofila-martesana@alleanze.example": "comune-di-cernusco-sul-naviglio",
    "partner@alleanze.example": "afol-sud-milano",
}
ALTRI = {"cittadino@cittadini.example", "amministrazione@asl.example"}


@pytest.fixture
def piano_caricato(db: None) -> None:
    """The soggetti and the seats of the 2014 plan that the people of the demo stand for."""
    altri = ("ster", "provincia-di-milano", "distretto-sociale-3", "cgil-milano")
    for slug in (*REFERENTI.values(), *altri, "regione-lombardia"):
        make_soggetto(slug=slug)
    make_ciclo(capofila=make_soggetto(slug="asl-milano-2", sigla="ASL Milano 2"))
    for slug, quanti in ((permissions.COMITATO, 5), (permissions.TAVOLO, 2)):
        organo = make_organo(slug=slug)
        for ordine in range(1, quanti + 1):
            make_seggio(organo=organo, ordine=ordine)


@pytest.fixture
def var(settings: object, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR


def run() -> str:
    uscita = io.StringIO()
    call_command("crea_utenti_demo", stdout=uscita)
    return uscita.getvalue()


def test_each_person_has_their_role_and_no_other_people_are_made(
    piano_caricato: None, var: Path
) -> None:
    run()
    utenti = {u.email: u for u in Utente.objects.all()}
    assert set(utenti) == {*RUOLI, *REFERENTI, *ALTRI}
    assert all(chiede(utenti[email]) for email, chiede in RUOLI.items())
    assert {e: utenti[e].deleghe.get().soggetto.slug for e in REFERENTI} == REFERENTI
    assert permissions.roles_of(utenti["cittadino@cittadini.example"]) == ()
    assert [u.email for u in utenti.values() if u.is_superuser] == ["amministrazione@asl.example"]


def test_the_printed_password_lets_everybody_in(piano_caricato: None, var: Path) -> None:
    prima_riga = run().splitlines()[0]
    password = prima_riga.rsplit(" ", 1)[1]
    assert all(utente.check_password(password) for utente in Utente.objects.all())


def test_the_password_is_kept_where_only_its_owner_reads(piano_caricato: None, var: Path) -> None:
    run()
    file = var / "demo-password"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().strip() in run().splitlines()[0]


def test_run_again_it_changes_nothing(piano_caricato: None, var: Path) -> None:
    prima = run()
    righe = [list(m.objects.order_by("pk").values()) for m in (Utente, Delega, Mandato)]
    assert run() == prima
    assert [list(m.objects.order_by("pk").values()) for m in (Utente, Delega, Mandato)] == righe


def test_a_lost_password_is_made_again_for_all(piano_caricato: None, var: Path) -> None:
    run()
    (var / "demo-password").unlink()
    password = run().splitlines()[0].rsplit(" ", 1)[1]
    assert all(utente.check_password(password) for utente in Utente.objects.all())


def test_production_refuses(piano_caricato: None, var: Path, settings: object) -> None:
    settings.PRODUZIONE = True
    with pytest.raises(CommandError, match="con AMBIENTE=produzione non si creano"):
        run()
    assert Utente.objects.count() == 0
    assert not var.exists()


def test_without_the_plan_it_says_to_load_it_and_makes_nobody(db: None, var: Path) -> None:
    with pytest.raises(CommandError, match="caricarlo prima"):
        run()
    assert Utente.objects.count() == 0


def test_a_folder_that_is_not_one_is_named(piano_caricato: None, var: Path) -> None:
    var.write_text("non è una cartella")
    with pytest.raises(CommandError, match="demo-password, che non si può leggere o scrivere"):
        run()
