"""Who runs a project asks a partner for one thing; the partner sends it by a personal link, without
an account; it counts once it is accepted."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from conciliazione.campi import CampoFile
from conciliazione.models import Documento, Messaggio, Passaggio
from conciliazione.transizioni import TooLate, perform
from progetti.da_fare_vita import arrived
from progetti.misure import measures
from progetti.models import FileProva, Prova, RichiestaPartner
from progetti.permissions import can_view_request, requests_visible_to
from progetti.richieste_partner import LETTERE_AL_PIU, ask, forget, partners_of, remind
from progetti.righe_consegna import key_of
from progetti.views.monitoraggio import collegamento
from rete.models import Utente
from tests.factories import make_alleanza, make_partenariato
from tests.factories.file import make_pdf
from tests.factories.monitoraggio import (
    make_file_prova,
    make_indicator_of,
    make_prova,
    make_tipo_prova,
)
from tests.factories.richieste import CHIEDE, make_richiesta_partner
from tests.progetti.monitorare import Scena, set_the_scene

Cast = dict[str, Utente]
LINK = re.compile(r"https?://\S+?(/monitoraggio/manda/\S+)")
EMAIL = "chi@partner.example"


@pytest.fixture
def scena(cast: Cast) -> Scena:
    return set_the_scene()


@pytest.fixture
def richiesta(scena: Scena) -> RichiestaPartner:
    trovata = make_richiesta_partner(scena)
    ask(trovata)
    return trovata


def mailed() -> str:
    """The path of the link in the last mail to the partner."""
    return LINK.search(Messaggio.objects.filter(destinatario=EMAIL).latest("pk").testo)[1]


def pdf(parole: str = "presenze", nome: str = "foglio.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, make_pdf(parole), content_type="application/pdf")


def send(indirizzo: str, file: SimpleUploadedFile | None = None, **dati: object) -> HttpResponse:
    fatto = {"azione": "manda", "data": timezone.localdate().isoformat(), "nota": "", **dati}
    return Client().post(indirizzo, {**fatto, "file": file or pdf()})


def asked(scena: Scena, **dati: object) -> dict[str, object]:
    partner = partners_of(scena.progetto).get()
    return {
        "gettone": "un-gettone",
        "soggetto": partner.slug,
        "email": EMAIL,
        "chiede": CHIEDE,
        "tipo": scena.tipo.slug,
        "entro_il": timezone.localdate().isoformat(),
        **dati,
    }


# --- Asking -----------------------------------------------------------------------------------


def test_a_partner_is_asked_once_by_a_double_click(
    client: Client, scena: Scena, cast: Cast
) -> None:
    client.force_login(cast["capofila"])
    pagina = f"/monitoraggio/progetti/{scena.progetto.slug}/richieste/aggiungi/"
    for _ in range(2):
        risposta = client.post(pagina, asked(scena))
        assert risposta["Location"] == RichiestaPartner.objects.get().get_absolute_url()
    messaggio = Messaggio.objects.get(destinatario=EMAIL)
    assert CHIEDE in messaggio.testo
    assert RichiestaPartner.objects.get().impronta not in messaggio.testo


def test_only_partners_of_today_may_be_asked(scena: Scena, cast: Cast) -> None:
    ieri = timezone.localdate() - timedelta(days=1)
    make_partenariato(alleanza=scena.progetto.alleanza, al=ieri)
    make_partenariato(alleanza=make_alleanza(ciclo=scena.progetto.ciclo))
    partner = scena.progetto.alleanza.partenariati.get(ruolo="partner", al=None)
    assert list(partners_of(scena.progetto)) == [partner.soggetto]


@pytest.mark.parametrize(
    ("campo", "valore"),
    [
        ("soggetto", "ente-capofila"),
        ("email", "non è un indirizzo"),
        ("email", ""),
        ("chiede", ""),
        ("chiede", "x" * 201),
        ("tipo", "assente"),
        ("entro_il", "2001-01-01"),
        ("entro_il", "domani"),
        ("indicatore", "9-9-9"),
        ("chiede", "con un \x00"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(
    client: Client, scena: Scena, cast: Cast, campo: str, valore: str
) -> None:
    client.force_login(cast["capofila"])
    pagina = f"/monitoraggio/progetti/{scena.progetto.slug}/richieste/aggiungi/"
    risposta = client.post(pagina, asked(scena, **{campo: valore}))
    assert set(risposta.context["form"].errors) == {campo}
    assert not RichiestaPartner.objects.exists()


def test_an_indicator_is_proved_by_its_kinds(client: Client, scena: Scena, cast: Cast) -> None:
    altro = make_indicator_of(scena.consegna)
    altro.prove.add(make_tipo_prova())
    client.force_login(cast["capofila"])
    pagina = f"/monitoraggio/progetti/{scena.progetto.slug}/richieste/aggiungi/"
    risposta = client.post(pagina, asked(scena, indicatore=key_of(altro)))
    assert set(risposta.context["form"].errors) == {"tipo"}


def test_who_is_asked_too_often_is_not_written_to(richiesta: RichiestaPartner) -> None:
    for _ in range(LETTERE_AL_PIU - 1):
        ask(richiesta)
    with pytest.raises(ValidationError, match="aspettare"):
        ask(richiesta)
    assert Messaggio.objects.filter(destinatario=EMAIL).count() == LETTERE_AL_PIU


def test_the_link_is_the_same_until_the_address_is_another(richiesta: RichiestaPartner) -> None:
    prima = mailed()
    ask(richiesta)
    assert mailed() == prima
    ask(richiesta, "altri@partner.example")
    assert Client().get(prima).status_code == 404


# --- Sending ----------------------------------------------------------------------------------


def test_reading_the_link_changes_nothing(richiesta: RichiestaPartner) -> None:
    indirizzo = mailed()
    for _ in range(2):
        assert Client().get(indirizzo).status_code == 200
        assert Client().head(indirizzo).status_code == 200
    risposta = Client().post(indirizzo, {"azione": "continua", "data": timezone.localdate()})
    assert risposta.status_code == 200
    richiesta.refresh_from_db()
    assert (richiesta.stato, Prova.objects.count()) == ("attesa", 0)


def test_who_has_the_link_reads_only_what_is_asked(
    scena: Scena, richiesta: RichiestaPartner
) -> None:
    make_prova(progetto=scena.progetto, titolo="Segreto")
    testo = Client().get(mailed()).text
    assert CHIEDE in testo
    assert str(richiesta.soggetto) in testo
    for parole in ("Segreto", scena.incontri.denominazione, richiesta.codice, EMAIL):
        assert parole not in testo


def test_what_is_sent_is_a_proof_that_waits(scena: Scena, richiesta: RichiestaPartner) -> None:
    oggi = timezone.localdate()
    risposta = send(mailed(), nota="Mancano due firme.")
    assert risposta["Location"] == "/monitoraggio/manda/"
    assert Client().get("/monitoraggio/manda/").status_code == 200
    richiesta.refresh_from_db()
    prova = richiesta.prova
    fatti = (prova.titolo, prova.data, prova.nota, prova.stato, prova.registrata_da)
    assert fatti == (CHIEDE, oggi, "Mancano due firme.", "da_registrare", None)
    assert list(prova.partner.all()) == [richiesta.soggetto]
    assert prova.file.get().documento.riservatezza == "personale"
    assert measures([scena.operatori]) == {}
    passaggio = Passaggio.objects.about(richiesta).get()
    assert (passaggio.verbo, passaggio.autore) == ("send", None)


def test_sent_twice_it_is_one_proof(richiesta: RichiestaPartner) -> None:
    indirizzo = mailed()
    send(indirizzo)
    risposta = send(indirizzo, pdf("altro"))
    assert risposta.status_code == 410
    assert "È già arrivato" in risposta.text
    assert Prova.objects.count() == 1
    assert "È già arrivato" in Client().get(indirizzo).text


def test_an_expired_link_says_so(richiesta: RichiestaPartner) -> None:
    indirizzo = mailed()
    RichiestaPartner.objects.update(collegamento_fino_a=timezone.now() - timedelta(seconds=1))
    for risposta in (Client().get(indirizzo), send(indirizzo)):
        assert risposta.status_code == 410
        assert "Il tempo del collegamento è finito." in risposta.text
    assert not Prova.objects.exists()


def test_the_time_is_that_of_the_statement(richiesta: RichiestaPartner) -> None:
    letta = RichiestaPartner.objects.get(pk=richiesta.pk)
    RichiestaPartner.objects.update(collegamento_fino_a=timezone.now() - timedelta(seconds=1))
    file = CampoFile().clean(pdf())
    with pytest.raises(TooLate, match="scaduto"):
        perform(letta, "send", None, data=timezone.localdate(), nota="", file=file)
    assert not Prova.objects.exists()


@pytest.mark.parametrize("data", ["", "domani", "2999-01-01", "\x00"])
def test_a_wrong_day_is_said_before_the_file(richiesta: RichiestaPartner, data: str) -> None:
    risposta = Client().post(mailed(), {"azione": "continua", "data": data, "nota": "Una nota"})
    assert set(risposta.context["fatto"].errors) == {"data"}
    assert risposta.context["form_file"] is None
    assert "Una nota" in risposta.text


def test_day_and_note_may_be_changed_before_sending(richiesta: RichiestaPartner) -> None:
    dati = {"azione": "cambia", "data": timezone.localdate().isoformat(), "nota": "Una nota"}
    risposta = Client().post(mailed(), dati)
    assert risposta.context["form_file"] is None
    assert "Una nota</textarea>" in risposta.text


def test_a_wrong_file_loses_neither_day_nor_note(richiesta: RichiestaPartner) -> None:
    indirizzo = mailed()
    oggi = timezone.localdate().isoformat()
    finto = SimpleUploadedFile("foglio.pdf", b"MZ non un PDF", content_type="application/pdf")
    for file in (finto, SimpleUploadedFile("vuoto.pdf", b"")):
        risposta = send(indirizzo, file, nota="Una nota")
        assert set(risposta.context["form_file"].errors) == {"file"}
        assert f'name="data" value="{oggi}"' in risposta.text
        assert 'value="Una nota"' in risposta.text or "Una nota</textarea>" in risposta.text
    senza = Client().post(indirizzo, {"azione": "manda", "data": oggi})
    assert set(senza.context["form_file"].errors) == {"file"}
    assert not Prova.objects.exists()


def test_a_file_that_the_project_has_is_not_taken_and_its_proof_not_named(
    scena: Scena, richiesta: RichiestaPartner
) -> None:
    send(mailed())
    gia = FileProva.objects.get()
    Prova.objects.filter(pk=gia.prova_id).update(titolo="Segreto")
    RichiestaPartner.objects.update(
        stato="annullata", motivo="x", email="", impronta=None, collegamento_fino_a=None
    )
    ask(make_richiesta_partner(scena))
    risposta = send(mailed())
    assert "già fra le prove del progetto" in risposta.text
    assert "Segreto" not in risposta.text
    assert Prova.objects.count() == 1


def test_who_accepts_reads_that_another_project_has_the_file(
    client: Client, scena: Scena, richiesta: RichiestaPartner, cast: Cast
) -> None:
    send(mailed())
    client.force_login(cast["capofila"])
    richiesta.refresh_from_db()
    assert (
        "è già la prova di un altro progetto"
        not in client.get(richiesta.prova.get_absolute_url()).text
    )
    documento = Documento.objects.get()
    copia = Documento.objects.create(
        nome="copia.pdf",
        tipo=documento.tipo,
        dimensione=documento.dimensione,
        sha256=documento.sha256,
        riservatezza=documento.riservatezza,
        file=documento.file,
    )
    make_file_prova(make_prova(), copia)
    assert (
        "è già la prova di un altro progetto" in client.get(richiesta.prova.get_absolute_url()).text
    )


def test_who_sends_too_often_waits(
    richiesta: RichiestaPartner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collegamento, "INVII_AL_PIU", 1)
    indirizzo = mailed()
    fuori = Client()
    assert fuori.post(indirizzo, {"azione": "continua"}).status_code == 200
    risposta = fuori.post(indirizzo, {"azione": "continua"})
    assert (risposta.status_code, risposta["Retry-After"]) == (429, "3600")


# --- Accepting --------------------------------------------------------------------------------


def test_recorded_the_proof_counts_and_the_request_is_over(
    scena: Scena, richiesta: RichiestaPartner, cast: Cast
) -> None:
    indirizzo = mailed()
    send(indirizzo)
    richiesta.refresh_from_db()
    perform(richiesta.prova, "record", cast["capofila"], quote={scena.operatori: Decimal(11)})
    richiesta.refresh_from_db()
    assert (richiesta.stato, richiesta.email, richiesta.impronta) == ("accolta", "", None)
    assert measures([scena.operatori])[scena.operatori.pk].con_prova == 11
    assert Client().get(indirizzo).status_code == 404


def test_refused_it_is_told_once_and_sent_again_by_the_same_link(
    client: Client, scena: Scena, richiesta: RichiestaPartner, cast: Cast
) -> None:
    indirizzo = mailed()
    send(indirizzo)
    richiesta.refresh_from_db()
    client.force_login(cast["capofila"])
    passo = f"/monitoraggio/prove/{richiesta.prova.codice}/non-accogliere/"
    for _ in range(2):
        client.post(passo, {"motivo": "Mancano le firme."})
    richiesta.refresh_from_db()
    assert (richiesta.stato, richiesta.motivo) == ("rifiutata", "Mancano le firme.")
    (mail,) = Messaggio.objects.filter(chiave__contains=":rifiutata:")
    assert (mail.destinatario, mailed()) == (EMAIL, indirizzo)
    assert "Mancano le firme." in mail.testo
    assert "Mancano le firme." in Client().get(indirizzo).text
    assert send(indirizzo).status_code == 302
    richiesta.refresh_from_db()
    assert (richiesta.stato, richiesta.motivo) == ("arrivata", "")
    assert sorted(Prova.objects.values_list("stato", flat=True)) == ["da_registrare", "rifiutata"]


def test_a_request_is_annulled_while_nothing_came(
    client: Client, richiesta: RichiestaPartner, cast: Cast
) -> None:
    indirizzo = mailed()
    client.force_login(cast["capofila"])
    pagina = f"/monitoraggio/richieste/{richiesta.codice}/annulla/"
    assert set(client.post(pagina, {}).context["form"].errors) == {"motivo"}
    client.post(pagina, {"motivo": "Non serve più."})
    richiesta.refresh_from_db()
    assert (richiesta.stato, richiesta.email) == ("annullata", "")
    assert send(indirizzo).status_code == 404
    in_ritardo = client.post(pagina, {"motivo": "Ancora."})
    assert (in_ritardo.status_code, "Ancora." in in_ritardo.text) == (409, True)


def test_who_runs_the_project_finds_what_came_on_the_scrivania(
    richiesta: RichiestaPartner, cast: Cast
) -> None:
    def cards(chi: str) -> list[str]:
        return [carta.titolo for carta in arrived(cast[chi])]

    assert cards("capofila") == []
    send(mailed())
    assert [cards(chi) for chi in ("capofila", "partner", "asl")] == [
        [f"È arrivato: {CHIEDE}"],
        [],
        [],
    ]
    assert Messaggio.objects.filter(chiave__startswith="richiesta-arrivata:").count() == 1


@pytest.mark.parametrize("quante", [1, 3])
def test_the_requests_of_a_project_are_read_with_as_many_queries(
    client: Client,
    scena: Scena,
    cast: Cast,
    quante: int,
    django_assert_num_queries: object,
) -> None:
    for _ in range(quante):
        make_richiesta_partner(scena)
    client.force_login(cast["capofila"])
    pagina = f"/monitoraggio/progetti/{scena.progetto.slug}/richieste/"
    client.get(pagina)
    with django_assert_num_queries(10):
        testo = client.get(pagina).text
    assert testo.count(CHIEDE) == quante


@pytest.mark.parametrize(
    "chi",
    [*("capofila", "partner", "comitato", "tavolo", "regione", "asl", "direzione"), "responsabile"],
)
def test_who_reads_a_request_is_who_asks(richiesta: RichiestaPartner, cast: Cast, chi: str) -> None:
    assert can_view_request(cast[chi], richiesta) is (chi == "capofila")
    assert requests_visible_to(cast[chi]).exists() is (chi == "capofila")


# --- As days go by ----------------------------------------------------------------------------


def test_who_does_not_answer_is_reminded_once(richiesta: RichiestaPartner) -> None:
    indirizzo = mailed()
    remind()
    assert Messaggio.objects.filter(destinatario=EMAIL).count() == 1
    RichiestaPartner.objects.update(
        entro_il=timezone.localdate() + timedelta(days=2),
        creata_il=timezone.now() - timedelta(days=9),
    )
    for _ in range(2):
        remind()
    assert Messaggio.objects.filter(destinatario=EMAIL).count() == 2
    assert mailed() == indirizzo


def test_addresses_of_long_ago_are_forgotten(richiesta: RichiestaPartner) -> None:
    indirizzo = mailed()
    assert forget() == 0
    RichiestaPartner.objects.update(collegamento_fino_a=timezone.now() - timedelta(days=91))
    assert forget() == 1
    richiesta.refresh_from_db()
    assert (richiesta.email, richiesta.impronta, richiesta.stato) == ("", None, "attesa")
    assert Client().get(indirizzo).status_code == 404


@pytest.mark.parametrize(
    "campi",
    [
        {"stato": "arrivata"},
        {"stato": "annullata", "email": "", "motivo": ""},
        {"stato": "annullata", "motivo": "Perché sì."},
        {"motivo": "Perché sì."},
        {"impronta": "x"},
        {"chiede": ""},
        {"stato": "altro"},
    ],
)
def test_the_database_refuses_what_cannot_be(scena: Scena, campi: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_richiesta_partner(scena, **campi)
