"""What is sealed is sealed by the database, on both engines, after every migration too."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from conciliazione import guardie
from conciliazione.models import CopiaSigillata, Passaggio
from conciliazione.sigilli import MESSAGGIO, Sigillo, seal_sql
from piano.enums import StatoVersione
from piano.models import Versione
from rete.models import Utente
from tests.factories import make_atto, make_versione

on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="tables are rebuilt there")
on_postgresql = pytest.mark.servizi


def make_passaggio() -> Passaggio:
    return Passaggio.objects.create(
        oggetto_tipo=ContentType.objects.get_for_model(Utente), oggetto_id="1", verbo="prova", a="b"
    )


def make_definitiva() -> Versione:
    versione = make_versione()
    versione.stato, versione.atto = StatoVersione.DEFINITIVA, make_atto()
    versione.pubblicata_il = versione.compilata_il
    versione.save()
    return versione


@pytest.mark.django_db
def test_a_sealed_row_is_not_updated() -> None:
    passaggio = make_passaggio()
    passaggio.motivo = "riscritto"

    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        passaggio.save()
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        Passaggio.objects.update(motivo="riscritto")

    assert Passaggio.objects.get().motivo == ""


@pytest.mark.django_db
def test_a_sealed_row_is_not_deleted() -> None:
    passaggio = make_passaggio()

    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        passaggio.delete()

    assert Passaggio.objects.count() == 1


@pytest.mark.django_db
def test_a_row_is_sealed_only_from_the_state_that_seals_it() -> None:
    bozza = make_versione()
    bozza.pagine = 2
    bozza.save()
    definitiva = make_definitiva()

    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        Versione.objects.filter(pk=definitiva.pk).update(pagine=3)
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        definitiva.delete()
    bozza.delete()

    assert list(Versione.objects.all()) == [definitiva]


@pytest.mark.django_db
def test_only_the_columns_that_may_be_redacted_change(monkeypatch: pytest.MonkeyPatch) -> None:
    passaggio = make_passaggio()
    monkeypatch.setattr(Passaggio, "sigillo", Sigillo(redigibili=("motivo",)))
    guardie.install()

    Passaggio.objects.update(motivo="cancellato con atto")
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        Passaggio.objects.update(verbo="altro")

    passaggio.refresh_from_db()
    assert (passaggio.motivo, passaggio.verbo) == ("cancellato con atto", "prova")


@pytest.mark.django_db
def test_every_guard_that_the_models_declare_is_in_the_database() -> None:
    assert guardie.differences() == []
    assert {guardia.tabella for guardia in guardie.present(connection)} == {
        "alleanze_partenariato",
        "conciliazione_copiasigillata",
        "conciliazione_passaggio",
        "piano_compilazionerelazione",
        "piano_deroga",
        "piano_relazione",
        "piano_versione",
        "progetti_criterio",
        "progetti_dichiarazioneinteressi",
        "progetti_esito",
        "progetti_finestramonitoraggio",
        "progetti_incompatibilita",
        "progetti_notadiscussione",
        "progetti_proposta",
        "progetti_proposta_azioni",
        "progetti_prorogaconsegna",
        "progetti_punteggioconsegnato",
        "progetti_quotaproposta",
        "progetti_quotaprova",
        "progetti_requisitoavviso",
        "progetti_richiestamodifica",
        "progetti_rilevazione",
        "progetti_sceltanumerolegale",
        "progetti_valorefinestra",
        "progetti_versioneavviso",
        "rete_decisione",
        "rete_mandato",
        "rete_notadomanda",
    }


@pytest.mark.django_db
def test_a_declaration_that_changed_is_a_missing_guard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CopiaSigillata, "sigillo", Sigillo(redigibili=("dati",)))

    diverse = guardie.differences()
    guardie.install()

    assert sorted(riga.split("_")[0] for riga in diverse) == ["avanza sigillo", "manca sigillo"]
    assert guardie.differences() == []


@on_sqlite
def test_a_rebuilt_table_is_sealed_again_by_the_migration(transactional_db: None) -> None:
    make_passaggio()
    with connection.schema_editor() as editor:
        editor._remake_table(Passaggio)

    assert guardie.differences() == [
        f"manca {guardia.nome}" for guardia in sorted(guardie.expected(connection, [Passaggio]))
    ]
    call_command("migrate", verbosity=0)
    assert guardie.differences() == []
    with pytest.raises(IntegrityError, match=MESSAGGIO):
        Passaggio.objects.update(motivo="riscritto")


@on_postgresql
def test_a_sealed_column_can_still_be_migrated(transactional_db: None) -> None:
    make_passaggio()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE conciliazione_passaggio ALTER COLUMN verbo TYPE varchar(80)")
        cursor.execute("ALTER TABLE conciliazione_passaggio ALTER COLUMN verbo TYPE varchar(60)")

    assert guardie.differences() == []


@on_postgresql
def test_a_sealed_table_is_not_truncated(transactional_db: None) -> None:
    make_passaggio()

    with pytest.raises(IntegrityError, match=MESSAGGIO), connection.cursor() as cursor:
        cursor.execute("TRUNCATE conciliazione_passaggio")

    assert Passaggio.objects.count() == 1


@on_postgresql
def test_a_disabled_trigger_is_seen_and_mended(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE conciliazione_passaggio DISABLE TRIGGER ALL")

    assert len(guardie.differences()) == 2
    guardie.install()
    assert guardie.differences() == []


def test_flush_empties_what_is_sealed_and_seals_it_again(transactional_db: None) -> None:
    make_passaggio()

    call_command("flush", interactive=False, verbosity=0)

    assert Passaggio.objects.count() == 0
    assert guardie.differences() == []


def test_flush_is_refused_in_production(settings: object) -> None:
    settings.PRODUZIONE = True

    with pytest.raises(CommandError, match="In produzione"):
        call_command("flush", interactive=False, verbosity=0)


@pytest.mark.parametrize("valore", ["l'atto", "100 %", "{nome}"])
@pytest.mark.django_db
def test_a_value_with_marks_of_sql_stays_a_value(valore: str) -> None:
    for sql in seal_sql(Versione, Sigillo(quando={"stato": valore}), connection)[:1]:
        with connection.cursor() as cursor:
            cursor.execute(sql.replace('"{nome}"', '"sigillo_di_prova"'))

    make_versione().delete()
