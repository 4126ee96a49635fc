"""The command that loads the 2014 plan: repeatable, and clear about wrong files."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from conciliazione.models import Passaggio
from piano.models import Piano

TERRITORIO = settings.BASE_DIR / "fixtures" / "territorio"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plan_2014")]


def test_loading_again_changes_nothing(capsys):
    call_command("carica_piano_2014")

    assert re.fullmatch(
        r"Righe del Piano 2014: 0 create, 0 aggiornate, [1-9]\d+ immutate\.\n",
        capsys.readouterr().out,
    )


def test_the_piano_is_brought_to_its_approval():
    piano = Piano.objects.select_related("atto", "parere").get()

    assert (piano.stato, piano.atto.numero, piano.approvato_il, piano.parere.reso_il) == (
        "approvato",
        "242",
        date(2014, 6, 27),
        date(2014, 6, 23),
    )
    assert list(Passaggio.objects.about(piano).order_by("pk").values_list("verbo", "a")) == [
        ("propose", "proposto"),
        ("record_opinion", "con_parere"),
        ("approve", "approvato"),
    ]


def test_a_history_left_half_way_is_resumed():
    piano = Piano.objects.get()
    Piano.objects.update(stato="proposto", parere=None, atto=None, approvato_il=None)

    call_command("carica_piano_2014")

    piano.refresh_from_db()
    assert (piano.stato, piano.proposto_il) == ("approvato", date(2014, 6, 23))


def test_a_piano_reopened_by_the_staff_is_left_as_it_is():
    Piano.objects.update(stato="in_modifica")

    call_command("carica_piano_2014")

    assert Piano.objects.get().stato == "in_modifica"


def territory(cartella: Path, **testi: str) -> Path:
    """A copy of the territory's files, with some of them replaced."""
    for nome in ("csv", "geojson"):
        testo = testi.get(nome, (TERRITORIO / f"comuni.{nome}").read_text())
        (cartella / f"comuni.{nome}").write_text(testo)
    return cartella


def refusal(**opzioni: object) -> str:
    with pytest.raises(CommandError) as errore:
        call_command("carica_piano_2014", **opzioni)
    return str(errore.value)


CSV = "codice_istat,denominazione,codice_catastale,cap,ambito_indicativo\n"


@pytest.mark.parametrize(
    ("testi", "messaggio"),
    [
        (
            {"csv": "codice,nome\n"},
            "comuni.csv: la prima riga deve essere «codice_istat,denominazione,codice_catastale,"
            "cap,ambito_indicativo». Non è stato caricato nulla.",
        ),
        (
            {"csv": f"{CSV}015040,Bussero,B292,20041\n"},
            "comuni.csv › riga 2: ha 4 valori, le colonne sono 5. Non è stato caricato nulla.",
        ),
        (
            {"csv": f"{CSV}999999,Bussero,B292,20041,Melzo\n"},
            "comuni.csv › riga 2 (Bussero): in comuni.geojson manca il confine di 999999. Non è"
            " stato caricato nulla.",
        ),
        (
            {"csv": f"{CSV}015040,Bussero,B292,20041,Busto\n"},
            "comuni.csv › riga 2 (Bussero) › ambito: «busto» non è fra ambiti: correggere la"
            " chiave, o aggiungere la riga. Non è stato caricato nulla.",
        ),
        (
            {"geojson": "{"},
            "comuni.geojson: non è un GeoJSON di confini con «codice_istat» e MultiPolygon. Non è"
            " stato caricato nulla.",
        ),
        (
            {"geojson": '{"features": [{"properties": {"codice_istat": "015040"}}]}'},
            "comuni.geojson: non è un GeoJSON di confini con «codice_istat» e MultiPolygon. Non è"
            " stato caricato nulla.",
        ),
    ],
)
def test_a_wrong_file_of_the_territory_is_refused_in_words(tmp_path, testi, messaggio):
    assert refusal(territorio=territory(tmp_path, **testi)) == messaggio


def test_a_missing_file_is_named(tmp_path):
    assert refusal(territorio=tmp_path) == (
        f"Manca il file {tmp_path / 'comuni.geojson'}. Non è stato caricato nulla."
    )


def test_a_malformed_file_of_the_plan_is_refused_in_words(tmp_path):
    (tmp_path / "norme.yaml").write_text("modello: rete.Norma\nrighe: {\n")

    assert refusal(cartella=tmp_path).startswith(
        "norme.yaml: non è YAML corretto. Riga 3, colonna 1:"
    )


@pytest.fixture
def read_only():
    """A database that takes no writing, as a file without permission or a replica."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON" if sqlite else "SET TRANSACTION READ ONLY")
    yield
    if sqlite:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")


@pytest.mark.usefixtures("read_only")
def test_a_read_only_database_is_told_in_words(tmp_path):
    (tmp_path / "prove.yaml").write_text(
        "modello: progetti.TipoProva\nrighe:\n  - {slug: nuova, denominazione: Nuova}\n"
    )

    messaggio = refusal(cartella=tmp_path)

    assert messaggio.startswith("La base di dati non accetta il caricamento")
    assert messaggio.endswith(
        "Controllare che sia scrivibile e aggiornata (manage.py migrate)."
        " Non è stato caricato nulla."
    )
