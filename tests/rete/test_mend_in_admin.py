"""Superusers mend rows in Django's admin, and nothing there changes what has a state or a seal."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from alleanze.models import Alleanza
from conciliazione.admin import ReadOnlyAdmin, amministrazione
from conciliazione.models import Documento, Messaggio, Ricevuta
from progetti.models import (
    AllegatoProposta,
    Criterio,
    DichiarazioneInteressi,
    DocumentoAvviso,
    Esito,
    FileProva,
    FinestraMonitoraggio,
    Incompatibilita,
    NotaConsegna,
    NotaDiscussione,
    PartecipazioneProposta,
    Proposta,
    Punteggio,
    PunteggioConsegnato,
    Quesito,
    QuotaProposta,
    RequisitoAvviso,
    RichiestaProposta,
    RimedioAmmesso,
    Valutazione,
    VerificaRequisito,
)
from rete.models import (
    AllegatoDomanda,
    AzzeramentoMfa,
    Decisione,
    DocumentoSeduta,
    Impegno,
    Invito,
    Mandato,
    PresenzaSeduta,
    PuntoOrdineDelGiorno,
    Sospensione,
    StoriaSoggetto,
    UnioneSoggetti,
    Utente,
    VerificaDomanda,
)
from tests.factories import (
    make_adesione,
    make_documento,
    make_mandato,
    make_norma,
    make_seggio,
    make_soggetto,
    make_versione,
)

ROOMS = ("conciliazione", "rete", "alleanze", "progetti", "formazione", "risorse", "piano")
# Parts of what has a state, and what only our pages write.
PARTI = {
    *(Documento, Ricevuta, Invito, AzzeramentoMfa, UnioneSoggetti, Impegno),
    StoriaSoggetto,
    *(AllegatoDomanda, Sospensione, VerificaDomanda),
    *(PuntoOrdineDelGiorno, DocumentoSeduta, PresenzaSeduta, Decisione),
    *(Criterio, RequisitoAvviso, RimedioAmmesso, DocumentoAvviso, Quesito),
    *(FinestraMonitoraggio, NotaConsegna, FileProva),
}
OURS = [m for m in apps.get_models() if m._meta.app_label in ROOMS]
# Not even superusers read what is proposed and how it is scored.
ASSENTI = {
    *(Proposta, PartecipazioneProposta, QuotaProposta, AllegatoProposta),
    *(RichiestaProposta, VerificaRequisito, Esito),
    *(DichiarazioneInteressi, Incompatibilita, Valutazione, Punteggio, PunteggioConsegnato),
    NotaDiscussione,
}


@pytest.fixture
def dentro(client: Client, superutente: Utente) -> Client:
    client.force_login(superutente)
    return client


def page(modello: type[Model], azione: str, *args: object) -> str:
    return reverse(f"admin:{modello._meta.label_lower.replace('.', '_')}_{azione}", args=args)


def test_every_table_is_there_and_read_only_where_it_has_a_state_or_a_seal() -> None:
    presenti = {m for m in OURS if m in amministrazione._registry}
    assert set(OURS) - presenti == ASSENTI
    protetti = {m for m in presenti if hasattr(m, "sigillo") or "stato" in _fields_of(m)}
    sola_lettura = {m for m in presenti if isinstance(amministrazione._registry[m], ReadOnlyAdmin)}
    assert sola_lettura == protetti | PARTI


def test_lists_and_choices_read_their_names_at_once(dentro: Client, alleanza: Alleanza) -> None:
    """A name made of other rows costs no query of its own: zeal would raise."""
    for _ in range(3):
        make_mandato(seggio=make_seggio())
        make_adesione()
    for modello in (Mandato, type(make_adesione())):
        assert dentro.get(page(modello, "changelist")).status_code == 200
    assert dentro.get(page(Mandato, "add")).status_code == 200


def test_a_row_is_mended(dentro: Client) -> None:
    norma = make_norma(titolo="Titolo sbagliato")
    campi = ["slug", "tipo", "numero", "data", "punto", "sintesi", "link"]
    dati = {campo: str(getattr(norma, campo)) for campo in campi}
    dentro.post(page(type(norma), "change", norma.pk), {**dati, "titolo": "Titolo giusto"})
    norma.refresh_from_db()
    assert norma.titolo == "Titolo giusto"


def test_two_people_on_one_seat_are_refused_in_words(dentro: Client) -> None:
    mandato = make_mandato(dal=date(2014, 1, 1))
    risposta = dentro.post(
        page(Mandato, "add"),
        {
            "utente": mandato.utente_id,
            "seggio": mandato.seggio_id,
            "designato_da": mandato.designato_da_id,
            "qualita": mandato.qualita,
            "dal": "01/02/2014",
        },
    )
    assert risposta.status_code == 200
    assert risposta.context["adminform"].form.non_field_errors() == [
        "Il seggio ha già un titolare o un supplente in quel periodo."
    ]


def test_a_person_is_added_in_lower_case(dentro: Client) -> None:
    frase = "una-frase-di-prova-lunga"
    dati = {"email": "Nuova@Rete.Example", "nome": "Referente", "usable_password": "true"}
    dentro.post(page(Utente, "add"), {**dati, "password1": frase, "password2": frase})
    assert Utente.objects.get(email="nuova@rete.example").check_password(frase)


def test_the_admin_shows_neither_files_nor_the_text_of_mails(dentro: Client) -> None:
    messaggio = Messaggio.objects.create(
        chiave="c", destinatario="a@rete.example", oggetto="Oggetto", testo="LINK-SEGRETO"
    )
    documento = make_documento()
    assert (
        "LINK-SEGRETO" not in dentro.get(page(Messaggio, "change", messaggio.pk)).content.decode()
    )
    pagina = dentro.get(page(type(documento), "change", documento.pk)).content.decode()
    assert documento.file.name not in pagina


def test_a_version_opens_but_does_not_change(dentro: Client) -> None:
    versione = make_versione()
    indirizzo = page(type(versione), "change", versione.pk)
    assert dentro.get(indirizzo).status_code == 200
    assert dentro.post(indirizzo, {"pagine": 9}).status_code == 403
    assert dentro.post(page(type(versione), "delete", versione.pk)).status_code == 403


def test_who_is_no_superuser_does_not_enter(client: Client, responsabile: Utente) -> None:
    client.force_login(responsabile)
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_a_soggetto_is_found_by_a_spelling(dentro: Client) -> None:
    soggetto = make_soggetto(denominazione="Consorzio di prova")
    soggetto.grafie.create(grafia="Cons. di Prova")
    lista = dentro.get(page(type(soggetto), "changelist"), {"q": "cons. di"})
    assert list(lista.context["cl"].queryset) == [soggetto]


def _fields_of(modello: type[Model]) -> set[str]:
    return {campo.name for campo in modello._meta.fields}
