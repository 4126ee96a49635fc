"""What a procedure records is sealed by the database, also after its table was rebuilt."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from conciliazione import guardie
from conciliazione.admin import amministrazione
from conciliazione.copie import seal_copy
from conciliazione.models import CopiaSigillata
from conciliazione.sigilli import MESSAGGIO
from progetti.enums import GenereVersione, RimedioNumeroLegale, StatoAvviso, StatoProposta
from progetti.models import (
    Avviso,
    AzioneProgettuale,
    DichiarazioneInteressi,
    Esito,
    Incompatibilita,
    NotaDiscussione,
    Proposta,
    PunteggioConsegnato,
    QuotaProposta,
    SceltaNumeroLegale,
    VersioneAvviso,
)
from tests.factories import (
    make_atto,
    make_avviso,
    make_criterio,
    make_esito,
    make_mandato,
    make_proposta,
    make_requisito,
    make_utente,
    make_valutazione,
)
from tests.factories.avvisi import before_sending, make_quota_proposta

IMPRONTA = "0" * 64
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="tables are rebuilt there")


def make_versione() -> VersioneAvviso:
    return VersioneAvviso.objects.create(
        avviso=make_avviso(),
        numero=1,
        genere=GenereVersione.PUBBLICAZIONE,
        dati={},
        sha256=IMPRONTA,
        atto=make_atto(),
    )


def make_consegnato() -> PunteggioConsegnato:
    return PunteggioConsegnato.objects.create(
        valutazione=make_valutazione(),
        numero=1,
        dati={},
        totale=50,
        sha256=IMPRONTA,
        consegnato_da=make_utente(),
    )


def make_incompatibilita() -> Incompatibilita:
    return Incompatibilita.objects.create(
        mandato=make_mandato(),
        proposta=make_proposta(),
        motivo="Parente",
        dichiarata_da=make_utente(),
    )


def make_scelta() -> SceltaNumeroLegale:
    return SceltaNumeroLegale.objects.create(
        avviso=make_avviso(StatoAvviso.CHIUSO),
        rimedio=RimedioNumeroLegale.RIDOTTO,
        motivo="Pochi liberi",
        atto=make_atto(),
        liberi=1,
        scritta_da=make_utente(),
    )


# How each is made, and a column that somebody could want to rewrite.
SIGILLATI: list[tuple[Callable[[], Model], str, object]] = [
    (lambda: seal_copy(make_proposta(), {}, None), "sha256", "1" * 64),
    (make_versione, "sha256", "1" * 64),
    (make_esito, "motivazione", "Riscritta"),
    (make_consegnato, "totale", 99),
    (make_incompatibilita, "motivo", "Riscritto"),
    (
        lambda: DichiarazioneInteressi.objects.create(
            avviso=make_avviso(), mandato=make_mandato(), testo="Nessun interesse"
        ),
        "testo",
        "Riscritto",
    ),
    (
        lambda: NotaDiscussione.objects.create(
            proposta=make_proposta(), testo="Se ne è discusso", autore=make_utente()
        ),
        "testo",
        "Riscritta",
    ),
    (make_scelta, "motivo", "Riscritto"),
]
NOMI = (
    *("CopiaSigillata", "VersioneAvviso", "Esito", "PunteggioConsegnato"),
    *("Incompatibilita", "DichiarazioneInteressi", "NotaDiscussione", "SceltaNumeroLegale"),
)
ognuno = pytest.mark.parametrize(("make", "colonna", "valore"), SIGILLATI, ids=NOMI)


def refuses_everything(riga: Model, colonna: str, valore: object) -> None:
    """Neither the ORM nor raw SQL change it or delete it."""
    righe = type(riga)._base_manager.filter(pk=riga.pk)
    prima = righe.values().get()
    qn = connection.ops.quote_name
    tabella, chiave = qn(riga._meta.db_table), qn(riga._meta.pk.column)
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        righe.update(**{colonna: valore})
    setattr(riga, colonna, valore)
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        riga.save()
    cambia = f"UPDATE {tabella} SET {qn(colonna)} = %s"  # noqa: S608
    cancella = f"DELETE FROM {tabella}"  # noqa: S608
    for frase, dati in ((cambia, [valore]), (cancella, [])):
        with (
            pytest.raises(IntegrityError, match=MESSAGGIO),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{frase} WHERE {chiave} = %s", [*dati, riga.pk])
    assert righe.values().get() == prima


@ognuno
@pytest.mark.django_db
def test_a_recorded_row_is_neither_changed_nor_deleted(
    make: Callable[[], Model], colonna: str, valore: object
) -> None:
    refuses_everything(make(), colonna, valore)


@on_sqlite
@ognuno
def test_after_a_migration_rebuilt_its_table_it_is_sealed_again(
    transactional_db: None, make: Callable[[], Model], colonna: str, valore: object
) -> None:
    riga = make()
    with connection.schema_editor() as editor:
        editor._remake_table(type(riga))
    assert guardie.differences() != []

    call_command("migrate", verbosity=0)

    assert guardie.differences() == []
    refuses_everything(riga, colonna, valore)


# --- By what a call judges -----------------------------------------------------------------------

PARTI = pytest.mark.parametrize(
    ("make", "colonna", "valore"),
    [(make_criterio, "peso", 50), (make_requisito, "testo", "Riscritto")],
    ids=("Criterio", "RequisitoAvviso"),
)


@PARTI
@pytest.mark.django_db
def test_once_a_call_is_open_what_it_judges_by_is_sealed(
    make: Callable[..., Model], colonna: str, valore: object
) -> None:
    refuses_everything(make(avviso=make_avviso(StatoAvviso.CHIUSO)), colonna, valore)
    refuses_everything(make(avviso=make_avviso()), colonna, valore)


@PARTI
@pytest.mark.django_db
def test_none_is_added_to_an_open_call_nor_moved_there(
    make: Callable[..., Model], colonna: str, valore: object
) -> None:
    altra, aperto = make(avviso=make_avviso(StatoAvviso.BOZZA)), make_avviso()
    righe = type(altra).objects.filter(pk=altra.pk)

    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        righe.update(avviso=aperto)
    altra.pk, altra.avviso = None, aperto
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        altra.save(force_insert=True)
    assert not type(altra).objects.filter(avviso=aperto).exists()


@PARTI
@pytest.mark.parametrize("stato", [StatoAvviso.BOZZA, StatoAvviso.PUBBLICATO])
@pytest.mark.django_db
def test_before_that_it_is_written_and_corrected(
    make: Callable[..., Model], colonna: str, valore: object, stato: str
) -> None:
    apre = timezone.now() + timedelta(seconds=0 if stato == StatoAvviso.BOZZA else 60)
    riga = make(avviso=make_avviso(stato, apre_il=apre))
    righe = type(riga).objects.filter(pk=riga.pk)

    assert righe.update(**{colonna: valore}) == 1
    assert righe.delete()[0] == 1


# --- What a proposal says and asks, once sent --------------------------------------------------

INVIATE = [s for s in StatoProposta if s != StatoProposta.BOZZA]


def action_of(proposta: Proposta) -> AzioneProgettuale:
    n = AzioneProgettuale.objects.count()
    return AzioneProgettuale.objects.create(
        ciclo=proposta.avviso.ciclo, slug=f"azione-{n}", denominazione=f"Azione {n}", ordine=n
    )


def make_action(proposta: Proposta) -> Model:
    """That a proposal chose an action, as its draft wrote it."""
    azione = action_of(proposta)
    with before_sending(proposta):
        proposta.azioni.add(azione)
    return Proposta.azioni.through.objects.get(proposta=proposta, azioneprogettuale=azione)


def make_line(proposta: Proposta) -> QuotaProposta:
    return make_quota_proposta(proposta=proposta)


@pytest.mark.parametrize("stato", INVIATE)
@pytest.mark.django_db
def test_once_sent_what_a_proposal_asks_is_sealed_in_every_state(stato: str) -> None:
    proposta = make_proposta(stato)
    refuses_everything(make_line(proposta), "importo", 9_999)
    refuses_everything(make_line(proposta), "fonte", "privato")
    refuses_everything(make_action(proposta), "azioneprogettuale_id", action_of(proposta).pk)
    for colonna, valore in (("titolo", "Altro"), ("contenuto", {"obiettivi": []}), ("dal", None)):
        with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
            righe = Proposta.objects.filter(pk=proposta.pk)
            righe.update(**{colonna: valore or date(2001, 1, 1)})
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        Proposta.objects.filter(pk=proposta.pk)._raw_delete("default")


@pytest.mark.parametrize("make", [make_line, make_action])
@pytest.mark.django_db
def test_nothing_is_added_to_what_was_sent_nor_moved_there(
    make: Callable[[Proposta], Model],
) -> None:
    inviata, bozza = make_proposta(StatoProposta.PRESENTATA), make_proposta()
    riga = make(bozza)
    righe = type(riga).objects.filter(pk=riga.pk)

    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        righe.update(proposta=inviata)
    riga.pk, riga.proposta = None, inviata
    with pytest.raises(IntegrityError, match=MESSAGGIO), transaction.atomic():
        riga.save(force_insert=True)
    assert not type(riga).objects.filter(proposta=inviata).exists()


@pytest.mark.django_db
def test_a_draft_is_written_and_deleted() -> None:
    bozza = make_proposta()
    quota = make_line(bozza)
    make_action(bozza)

    assert QuotaProposta.objects.filter(pk=quota.pk).update(importo=5) == 1
    assert Proposta.objects.filter(pk=bozza.pk).update(titolo="Altro") == 1
    bozza.azioni.clear()
    bozza.quote.all().delete()
    bozza.delete()
    assert not Proposta.objects.filter(pk=bozza.pk).exists()


@pytest.mark.django_db
def test_the_procedure_of_what_was_sent_goes_on() -> None:
    proposta = make_proposta(StatoProposta.VALUTATA)
    righe = Proposta.objects.filter(pk=proposta.pk)
    assert righe.update(precedenza=2, versione=7) == 1


@on_sqlite
def test_after_a_migration_what_was_sent_is_sealed_again(transactional_db: None) -> None:
    riga = make_line(make_proposta(StatoProposta.PRESENTATA))
    guardie.remove_before_migration(apps.get_app_config("progetti"), "default")
    with connection.schema_editor() as editor:
        editor._remake_table(Proposta)
        editor._remake_table(QuotaProposta)
    assert guardie.differences() != []

    call_command("migrate", verbosity=0)

    assert guardie.differences() == []
    refuses_everything(riga, "importo", 9_999)


@on_sqlite
def test_a_migration_may_rebuild_the_table_of_the_calls(transactional_db: None) -> None:
    """The guards of its parts read it: they are away meanwhile, and back afterwards."""
    riga = make_criterio()
    guardie.remove_before_migration(apps.get_app_config("progetti"), "default")
    with connection.schema_editor() as editor:
        editor._remake_table(Avviso)

    call_command("migrate", verbosity=0)

    assert guardie.differences() == []
    refuses_everything(riga, "peso", 50)


def test_in_the_admin_they_are_read_only_or_absent() -> None:
    modelli = (
        *(CopiaSigillata, VersioneAvviso, Esito, PunteggioConsegnato, Incompatibilita),
        *(DichiarazioneInteressi, NotaDiscussione, SceltaNumeroLegale),
    )
    presenti = [m for m in modelli if amministrazione.is_registered(m)]

    assert CopiaSigillata in presenti
    assert not {Esito, PunteggioConsegnato, Incompatibilita} & set(presenti)
    for modello in presenti:
        tabella = amministrazione.get_model_admin(modello)
        assert not tabella.has_change_permission(None)
        assert not tabella.has_delete_permission(None)
