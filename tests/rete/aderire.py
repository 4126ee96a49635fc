"""What the tests of who asks to join share: a draft that lacks nothing, and who opened it."""

import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from conciliazione.collegamenti import fingerprint, new_link
from conciliazione.models import Messaggio
from rete import carte
from rete.contenuto_domanda import data_fingerprint
from rete.enums import StatoDomanda, TipoAllegato
from rete.models import Ciclo, DomandaAdesione, Impegno, TermineProcedimento
from tests.factories import (
    make_accordo,
    make_allegato,
    make_area,
    make_bozza,
    make_impegno,
    make_termine,
)

CODICE_FISCALE = "ZZZZZZ00A01Z999O"
LINK = re.compile(r"https?://[^/\s]+(/aderisci/collegamento/\S+/)")


def open_network() -> None:
    """The network can be joined: an agreement, a commitment, a term."""
    if not Impegno.objects.exists():
        make_impegno()
    if not TermineProcedimento.objects.exists():
        make_termine()
    if carte.current_accordo() is None:
        make_accordo(ciclo=Ciclo.objects.current())


def make_ready(**campi: object) -> DomandaAdesione:
    """A draft from which nothing is missing, signed with the data of now."""
    open_network()
    con = {"rappresentante_codice_fiscale": CODICE_FISCALE, **campi}
    domanda = make_bozza(accordo=carte.current_accordo(), **con)
    domanda.aree.add(make_area())
    make_allegato(domanda=domanda, tipo=TipoAllegato.MODULO_FIRMATO)
    sign_again(domanda)
    return domanda


def sign_again(domanda: DomandaAdesione) -> None:
    """Let the signed file be of the data as they are now."""
    fresca = DomandaAdesione.objects.get(pk=domanda.pk)
    esito = {"impronta": data_fingerprint(fresca), "firme": []}
    DomandaAdesione.objects.filter(pk=domanda.pk).update(esito_firma=esito)
    domanda.refresh_from_db()


def make_empty(**campi: object) -> DomandaAdesione:
    """A draft just begun: an address, and nothing else."""
    open_network()
    _, impronta = new_link()
    return DomandaAdesione.objects.create(
        **{
            "accordo": carte.current_accordo(),
            "email": "chi@scrive.example",
            "impronta": impronta,
            "collegamento_fino_a": timezone.now() + timedelta(days=30),
            "confermata_il": timezone.now(),
            "stato": StatoDomanda.BOZZA,
            **campi,
        }
    )


def enter(client: Client, domanda: DomandaAdesione) -> str:
    """Let this client have opened the request by its link, the same for who enters after; the
    address of its pages."""
    token = f"collegamento-della-domanda-{domanda.codice}"
    DomandaAdesione.objects.filter(pk=domanda.pk).update(impronta=fingerprint(token))
    assert client.post(f"/aderisci/collegamento/{token}/").status_code == 302
    return f"/aderisci/{domanda.codice}/"


def link_mailed(to: str) -> str:
    """The path of the last link mailed to an address."""
    ultima = Messaggio.objects.filter(destinatario=to).order_by("-pk").first()
    return LINK.search(ultima.testo)[1]


def typed(client: Client, address: str, **altro: object) -> dict[str, object]:
    """What the form of a page would send if only `altro` were changed."""
    form = client.get(address).context["form"]
    valori = {nome: form[nome].value() for nome in form.fields}
    dati = {nome: _plain(form, nome, v) for nome, v in valori.items() if v not in (None, False)}
    return {**dati, **altro}


def _plain(form: object, nome: str, valore: object) -> object:
    campo = form.fields[nome]
    return campo.prepare_value(valore) if hasattr(campo, "prepare_value") else valore


def a_file(contenuto: bytes, nome: str = "statuto.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, contenuto, "application/octet-stream")


def said(page: str) -> str:
    """The words of the main part of a page."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub("<[^>]*>", " ", main).split())
