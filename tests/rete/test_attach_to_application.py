"""Files of a request: each sent by itself, refused by what it is and not by its name; the signed
one with what its signature says, which never blocks, and of which data it is, which does."""

import pytest
from django.test import Client

from conciliazione.enums import Riservatezza
from conciliazione.lavori import run_now
from conciliazione.models import Documento, Elaborazione
from rete import bozze, carte, tasks  # noqa: F401 - registers the jobs
from rete.contenuto_domanda import data_fingerprint
from rete.enums import ModalitaFirma, StatoDomanda, TipoAllegato
from rete.models import Ciclo, DomandaAdesione
from rete.passi import ALLEGATI
from rete.views import bozza, domanda_propria
from tests.factories import make_domanda, make_sospensione
from tests.factories.file import make_image, make_pdf
from tests.factories.firme import make_signer, sign_p7m, sign_pdf
from tests.rete.aderire import CODICE_FISCALE, a_file, enter, make_ready, said, typed


@pytest.fixture
def domanda(ciclo: Ciclo) -> DomandaAdesione:
    return make_ready()


@pytest.fixture
def mia(client: Client, domanda: DomandaAdesione) -> str:
    return enter(client, domanda)


def print_it(domanda: DomandaAdesione) -> bytes:
    """The PDF to sign as a worker makes it."""
    impronta = data_fingerprint(domanda)
    elaborazione = carte.ask_request_pdf(domanda)
    esito = run_now(carte.MODULO, {"domanda": domanda.pk, "impronta": impronta})
    finita = {"stato": "riuscita", "finita_il": elaborazione.creata_il}
    Elaborazione.objects.filter(pk=elaborazione.pk).update(documento=esito.documento, **finita)
    with esito.documento.file.open("rb") as file:
        return file.read()


def upload(client: Client, mia: str, contenuto: bytes, nome: str = "firmata.pdf") -> object:
    return client.post(f"{mia}firma/carica/", {"file": a_file(contenuto, nome)})


# --- Any file -----------------------------------------------------------------------------------


def test_a_file_is_kept_as_personal_and_downloaded_by_who_sent_it(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    dati = {"tipo": "statuto", "file": a_file(make_pdf(), "Lo statuto.pdf")}
    assert client.post(f"{mia}allegati/", dati)["Location"] == f"{mia}allegati/"
    allegato = domanda.allegati.get(tipo=TipoAllegato.STATUTO)
    assert allegato.documento.riservatezza == Riservatezza.PERSONALE
    answer = client.get(f"{mia}file/{allegato.documento.codice}/")
    assert b"".join(answer.streaming_content) == make_pdf()
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("nome", "contenuto", "words"),
    [
        ("statuto.pdf", b"", "vuoto"),
        ("statuto.pdf", b"MZ\x90\x00 un programma", "Si accettano"),
        ("statuto.png", make_pdf(), "nome"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused_by_its_field(
    client: Client, domanda: DomandaAdesione, mia: str, nome: str, contenuto: bytes, words: str
) -> None:
    quanti = Documento.objects.count()
    dati = {"tipo": "delega", "file": a_file(contenuto, nome)}
    answer = client.post(f"{mia}allegati/", dati)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["file"]
    assert answer.context["form"]["tipo"].value() == "delega"
    assert words in said(answer.content.decode())
    assert Documento.objects.count() == quanti


def test_no_file_and_no_kind_are_said_each_by_its_field(client: Client, mia: str) -> None:
    answer = client.post(f"{mia}allegati/", {"tipo": "modulo_firmato"})
    assert set(answer.context["form"].errors) == {"tipo", "file"}


def test_a_file_is_taken_away_really(client: Client, domanda: DomandaAdesione, mia: str) -> None:
    client.post(f"{mia}allegati/", {"tipo": "altro", "file": a_file(make_image(), "foto.png")})
    allegato = domanda.allegati.get(tipo=TipoAllegato.ALTRO)
    deposito, nome = allegato.documento.file.storage, allegato.documento.file.name
    assert deposito.exists(nome)
    answer = client.post(f"{mia}allegati/{allegato.codice}/togli/")
    assert answer["Location"] == f"{mia}allegati/"
    assert not domanda.allegati.filter(pk=allegato.pk).exists()
    assert not Documento.objects.filter(pk=allegato.documento_id).exists()


@pytest.mark.django_db(transaction=True)
def test_with_it_goes_what_is_on_the_disk(client: Client, ciclo: Ciclo) -> None:
    domanda = make_ready()
    mia = enter(client, domanda)
    client.post(f"{mia}allegati/", {"tipo": "altro", "file": a_file(make_image(), "foto.png")})
    allegato = domanda.allegati.get(tipo=TipoAllegato.ALTRO)
    deposito, nome = allegato.documento.file.storage, allegato.documento.file.name
    client.post(f"{mia}allegati/{allegato.codice}/togli/")
    assert not deposito.exists(nome)


def test_the_file_of_another_request_is_not_taken_nor_downloaded(
    client: Client, mia: str, ciclo: Ciclo
) -> None:
    altrui = make_ready().allegati.get()
    assert client.post(f"{mia}allegati/{altrui.codice}/togli/").status_code == 404
    assert client.get(f"{mia}file/{altrui.documento.codice}/").status_code == 404
    assert client.get(f"/documenti/{altrui.documento.codice}/").status_code in (302, 404)


def test_a_request_carries_so_many_files_and_no_more(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    def add() -> object:
        return client.post(f"{mia}allegati/", {"tipo": "altro", "file": a_file(make_pdf())})

    quante = bozze.FILE_AL_PIU - domanda.allegati.count()
    assert [add().status_code for _ in range(quante + 1)] == [302] * quante + [200]
    assert "al massimo 12 file" in said(add().content.decode())
    assert domanda.allegati.count() == bozze.FILE_AL_PIU


# --- The PDF to sign ----------------------------------------------------------------------------


def test_the_pdf_is_asked_once_however_many_times_it_is_pressed(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    for _ in range(2):
        assert client.post(f"{mia}firma/prepara/")["Location"] == f"{mia}firma/"
    elaborazione = Elaborazione.objects.get()
    assert (elaborazione.genere, elaborazione.argomenti["domanda"]) == (carte.MODULO, domanda.pk)
    assert "sta preparando il PDF" in said(client.get(f"{mia}firma/").content.decode())


def test_the_pdf_has_the_fingerprint_of_its_data_and_the_same_bytes_again(
    domanda: DomandaAdesione,
) -> None:
    contenuto = print_it(domanda)
    assert carte.printed_fingerprint(contenuto) == data_fingerprint(domanda)
    assert carte.render_request(domanda).contenuto == contenuto


def test_the_pdf_is_offered_until_the_data_change(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    print_it(domanda)
    scarica = "Scarica la domanda da firmare"
    assert scarica in said(client.get(f"{mia}firma/").content.decode())
    client.post(f"{mia}persone/", typed(client, f"{mia}persone/", rappresentante_nome="Altra"))
    testo = said(client.get(f"{mia}firma/").content.decode())
    assert scarica not in testo
    assert "Prepara la domanda da firmare" in testo


def test_data_that_changed_before_the_worker_came_are_not_printed(
    domanda: DomandaAdesione,
) -> None:
    esito = run_now(carte.MODULO, {"domanda": domanda.pk, "impronta": "0" * 64})
    assert esito.documento is None


def test_with_data_missing_there_is_no_pdf_to_sign_yet(client: Client, ciclo: Ciclo) -> None:
    domanda = make_ready(rappresentante_nome="")
    testo = said(client.get(f"{enter(client, domanda)}firma/").content.decode())
    assert "Prima completare i dati" in testo
    assert "Prepara la domanda da firmare" not in testo


# --- What comes back ----------------------------------------------------------------------------


@pytest.mark.parametrize("forma", ["pades", "cades"])
def test_a_signed_request_is_read_and_said_in_words(
    client: Client, domanda: DomandaAdesione, mia: str, forma: str
) -> None:
    contenuto = print_it(domanda)
    if forma == "pades":
        firmata, nome = sign_pdf(contenuto, make_signer()), "domanda.pdf"
    else:
        firmata, nome = sign_p7m(contenuto, make_signer()), "domanda.pdf.p7m"
    assert upload(client, mia, firmata, nome)["Location"] == f"{mia}firma/"
    domanda.refresh_from_db()
    esito = domanda.esito_firma
    assert (esito["corrisponde"], esito["di_chi_firma"]) == (True, True)
    assert esito["impronta"] == data_fingerprint(domanda)
    testo = said(client.get(f"{mia}firma/").content.decode())
    assert "Firma di Mario Rossi" in testo
    assert f"codice fiscale {CODICE_FISCALE}" in testo
    assert bozze.missing(domanda) == []


def test_a_signature_of_somebody_else_is_said_and_does_not_block(
    client: Client, ciclo: Ciclo
) -> None:
    domanda = make_ready(rappresentante_codice_fiscale="BNCLCU80A01F205S")
    mia = enter(client, domanda)
    upload(client, mia, sign_pdf(print_it(domanda), make_signer()))
    domanda.refresh_from_db()
    assert domanda.esito_firma["di_chi_firma"] is False
    assert "non è quello indicato per chi firma" in said(
        client.get(f"{mia}firma/").content.decode()
    )
    assert bozze.missing(domanda) == []


def test_a_file_without_signatures_is_said_and_does_not_block(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    upload(client, mia, print_it(domanda))
    domanda.refresh_from_db()
    assert domanda.esito_firma["firme"] == []
    assert "non c’è nessuna firma digitale" in said(client.get(f"{mia}firma/").content.decode())
    assert bozze.missing(domanda) == []


def test_a_signed_request_is_redone_when_the_data_change(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    upload(client, mia, sign_pdf(print_it(domanda), make_signer()))
    prima = domanda.rappresentante_nome
    there = f"{mia}persone/"
    client.post(there, typed(client, there, rappresentante_nome="Maria Bianchi"))
    domanda = DomandaAdesione.objects.get()
    assert [m.testo for m in bozze.missing(domanda)] == [
        "La domanda firmata è di dati poi cambiati: va rifirmata"
    ]
    assert "non vale più" in said(client.get(f"{mia}firma/").content.decode())
    client.post(f"{mia}invio/")
    assert DomandaAdesione.objects.get().stato == "bozza"
    client.post(there, typed(client, there, rappresentante_nome=prima))
    assert bozze.missing(DomandaAdesione.objects.get()) == []


def test_an_old_pdf_signed_after_the_data_changed_is_known_as_old(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    vecchia = sign_pdf(print_it(domanda), make_signer())
    there = f"{mia}persone/"
    client.post(there, typed(client, there, rappresentante_nome="Maria Bianchi"))
    upload(client, mia, vecchia)
    assert bozze.is_stale(DomandaAdesione.objects.get())


def test_a_scan_is_of_the_last_pdf_that_was_printed(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    print_it(domanda)
    there = f"{mia}persone/"
    client.post(there, typed(client, there, rappresentante_nome="Maria Bianchi"))
    upload(client, mia, make_image("JPEG"), "scansione.jpg")
    assert bozze.is_stale(DomandaAdesione.objects.get())
    print_it(DomandaAdesione.objects.get())
    upload(client, mia, make_image("JPEG"), "scansione.jpg")
    assert not bozze.is_stale(DomandaAdesione.objects.get())


def test_another_signed_file_takes_the_place_of_the_one_before(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    for nome in ("prima.pdf", "seconda.pdf"):
        upload(client, mia, make_pdf(nome), nome)
    (rimasta,) = domanda.allegati.filter(tipo=TipoAllegato.MODULO_FIRMATO)
    assert rimasta.documento.nome == "seconda.pdf"


def test_taking_the_signed_file_away_forgets_what_it_said(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    allegato = domanda.allegati.get()
    answer = client.post(f"{mia}allegati/{allegato.codice}/togli/")
    assert answer["Location"] == f"{mia}firma/"
    domanda.refresh_from_db()
    assert domanda.esito_firma == {}


def test_a_signed_file_of_no_use_is_refused_by_its_field(client: Client, mia: str) -> None:
    answer = upload(client, mia, b"testo", "domanda.txt")
    assert answer.status_code == 200
    assert list(answer.context["carica"].errors) == ["file"]


# --- How one signs ------------------------------------------------------------------------------


def test_with_a_pen_the_identity_document_is_needed_too(
    client: Client, domanda: DomandaAdesione, mia: str
) -> None:
    client.post(f"{mia}firma/", {"modalita_firma": "autografa"})
    domanda = DomandaAdesione.objects.get()
    assert [m.passo for m in bozze.missing(domanda)] == [ALLEGATI]
    dati = {"tipo": "identita", "file": a_file(make_image(), "carta.png")}
    client.post(f"{mia}allegati/", dati)
    assert bozze.missing(DomandaAdesione.objects.get()) == []


@pytest.mark.parametrize("modo", ["", "accesso", "timbro"])
def test_a_way_that_is_not_offered_is_not_taken(
    client: Client, domanda: DomandaAdesione, mia: str, modo: str
) -> None:
    answer = client.post(f"{mia}firma/", {"modalita_firma": modo})
    assert list(answer.context["form"].errors) == ["modalita_firma"]
    domanda.refresh_from_db()
    assert domanda.modalita_firma == ModalitaFirma.DIGITALE


# --- How many, in an hour -----------------------------------------------------------------------


def test_a_file_that_is_refused_counts_as_one_that_is_taken(
    client: Client, mia: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bozza, "FILE_AL_PIU", 2)
    dati = {"tipo": "statuto"}
    stati = [
        client.post(f"{mia}allegati/", {**dati, "file": a_file(b"MZ")}).status_code
        for _ in range(3)
    ]
    assert stati == [200, 200, 429]
    firmato = client.post(f"{mia}firma/carica/", {"file": a_file(b"MZ")})
    assert (firmato.status_code, firmato["Retry-After"]) == (429, "3600")
    assert client.get(f"{mia}allegati/").status_code == 200


def test_the_files_of_an_answer_count_too(
    client: Client, ciclo: Ciclo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(domanda_propria, "FILE_AL_PIU", 1)
    domanda = make_domanda(StatoDomanda.INTEGRAZIONE)
    make_sospensione(domanda=domanda)
    rispondi = f"{enter(client, domanda)}rispondi/"
    dati = {"tipo": "statuto", "risposta": "Eccolo."}
    stati = [client.post(rispondi, {**dati, "file": a_file(b"MZ")}).status_code for _ in range(2)]
    assert stati == [200, 429]
    assert client.get(rispondi).context["form"]["risposta"].value() == "Eccolo."


def test_the_pdf_is_asked_only_so_many_times(
    client: Client, mia: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bozza, "PDF_AL_PIU", 1)
    stati = [client.post(f"{mia}firma/prepara/").status_code for _ in range(2)]
    assert stati == [302, 429]
