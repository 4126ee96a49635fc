"""Makers of membership requests: drafts, sent ones, those in the hands of the office."""

from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from conciliazione.collegamenti import fingerprint
from conciliazione.models import Passaggio
from conciliazione.periodi import today
from rete.enums import (
    ClasseDimensionale,
    EsitoVerifica,
    Incombenza,
    ModalitaFirma,
    NaturaSoggetto,
    Procedimento,
    StatoDomanda,
    TipoAllegato,
    TipoSospensione,
    UsoModello,
)
from rete.models import (
    Accordo,
    AllegatoDomanda,
    AreaInteresse,
    Ciclo,
    DomandaAdesione,
    Impegno,
    ModelloMessaggio,
    NotaDomanda,
    Sospensione,
    TermineInterno,
    TermineProcedimento,
    VerificaDomanda,
    VoceVerifica,
)
from rete.termini import end_of_term
from tests.factories.numeri import numeri
from tests.factories.piano import make_documento
from tests.factories.rete import make_accordo, make_adesione, make_atto, make_soggetto, make_utente


def make_termine(**campi: object) -> TermineProcedimento:
    return TermineProcedimento.objects.create(
        **{
            "procedimento": Procedimento.ADESIONE,
            "dal": date(2014, 6, 27),
            "giorni": 30,
            "giorni_integrazione": 30,
            "giorni_osservazioni": 10,
            "silenzio": "Se nessuno risponde in tempo, la domanda non è né accolta né respinta.",
            "fonte": "Legge 241/1990, art. 2",
            **campi,
        }
    )


def make_termine_interno(**campi: object) -> TermineInterno:
    return TermineInterno.objects.create(
        **{"incombenza": Incombenza.VERBALE, "giorni": 30, **campi}
    )


def make_impegno(**campi: object) -> Impegno:
    n = next(numeri)
    return Impegno.objects.create(
        **{
            "versione": n,
            "dal": date(2014, 6, 27),
            "testo": "Ci impegniamo a collaborare.",
            **campi,
        }
    )


def make_area(**campi: object) -> AreaInteresse:
    n = next(numeri)
    return AreaInteresse.objects.create(
        **{"slug": f"area-{n}", "denominazione": f"Area {n}", "ordine": n, **campi}
    )


def make_modello(**campi: object) -> ModelloMessaggio:
    return ModelloMessaggio.objects.create(
        **{
            "uso": UsoModello.INTEGRAZIONE,
            "oggetto": "Domanda [[codice]]",
            "testo": "Buongiorno, [[denominazione]].\n\n[[motivo]]",
            **campi,
        }
    )


def make_voce_verifica(**campi: object) -> VoceVerifica:
    n = next(numeri)
    return VoceVerifica.objects.create(**{"ordine": n, "testo": f"Controllo {n}", **campi})


def make_verifica(**campi: object) -> VerificaDomanda:
    return VerificaDomanda.objects.create(
        **{
            "domanda": campi.get("domanda") or make_domanda(),
            "voce": campi.get("voce") or make_voce_verifica(),
            "esito": EsitoVerifica.SI,
            "fatta_da": campi.get("fatta_da") or make_utente(),
            **campi,
        }
    )


def make_nota_domanda(**campi: object) -> NotaDomanda:
    return NotaDomanda.objects.create(
        **{
            "domanda": campi.get("domanda") or make_domanda(),
            "autore": campi.get("autore") or make_utente(),
            "testo": "Ho telefonato al referente.",
            **campi,
        }
    )


def make_allegato(**campi: object) -> AllegatoDomanda:
    return AllegatoDomanda.objects.create(
        **{
            "domanda": campi.get("domanda") or make_bozza(),
            "tipo": TipoAllegato.STATUTO,
            "documento": campi.get("documento") or make_documento(riservatezza="personale"),
            **campi,
        }
    )


def make_bozza(**campi: object) -> DomandaAdesione:
    """A request complete and not sent; `denominazione=""` and the like make it incomplete."""
    n = next(numeri)
    compilata = {
        "accordo": campi.get("accordo") or _accordo(),
        "email": f"domanda-{n}@impresa.example",
        "impronta": fingerprint(f"collegamento-{n}"),
        "collegamento_fino_a": timezone.now() + timedelta(days=30),
        "confermata_il": timezone.now(),
        "denominazione": f"Impresa {n}",
        "natura": NaturaSoggetto.IMPRESA,
        "dimensione": ClasseDimensionale.PICCOLA,
        "codice_fiscale": codice_fiscale(n),
        "indirizzo": "via Prova 1",
        "cap": "20077",
        "localita": "Melegnano",
        "pec": f"impresa-{n}@pec.example",
        "rappresentante_nome": "Chi rappresenta",
        "rappresentante_carica": "Amministratore unico",
        "referente_nome": "Chi fa da referente",
        "referente_email": f"referente-{n}@impresa.example",
        "impegno": campi.get("impegno") or Impegno.objects.first() or make_impegno(),
        "impegno_accettato_il": timezone.now(),
        "modalita_firma": ModalitaFirma.DIGITALE,
        **campi,
    }
    return DomandaAdesione.objects.create(**compilata)


def make_domanda(stato: str = StatoDomanda.INVIATA, **campi: object) -> DomandaAdesione:
    """A request that was sent, in any state, with what that state wants; `giorni_fa` is when."""
    fa = campi.pop("giorni_fa", 0)
    termine = TermineProcedimento.objects.first() or make_termine()
    arrivata = today() - timedelta(days=fa)
    con_stato = {"stato": stato, **_of_state(stato), **campi}
    if stato == StatoDomanda.ACCOLTA and "adesione" not in campi:
        soggetto = con_stato.get("soggetto") or make_soggetto()
        accordo = campi.get("accordo") or _accordo()
        adesione = make_adesione(accordo=accordo, soggetto=soggetto, dal=today())
        con_stato |= {"soggetto": soggetto, "accordo": accordo, "adesione": adesione}
    return make_bozza(
        **{
            "inviata_il": timezone.now() - timedelta(days=fa),
            "termine": termine,
            "entro_il": end_of_term(arrivata, termine.giorni),
            **con_stato,
        }
    )


def make_sospensione(**campi: object) -> Sospensione:
    """What the applicant is asked, open unless `al` says otherwise."""
    domanda = campi.get("domanda") or make_domanda(StatoDomanda.INTEGRAZIONE)
    preavviso = domanda.stato in (StatoDomanda.PREAVVISO, StatoDomanda.OSSERVAZIONI)
    return Sospensione.objects.create(
        **{
            "domanda": domanda,
            "tipo": TipoSospensione.PREAVVISO if preavviso else TipoSospensione.INTEGRAZIONE,
            "testo": "Serve lo statuto.",
            "dal": today(),
            "entro_il": today() + timedelta(days=10),
            **campi,
        }
    )


def make_passaggio(domanda: DomandaAdesione, verbo: str, **campi: object) -> Passaggio:
    """A step of the history of a request."""
    return Passaggio.objects.create(
        **{
            "oggetto_tipo": ContentType.objects.get_for_model(domanda),
            "oggetto_id": str(domanda.pk),
            "verbo": verbo,
            "da": "",
            "a": domanda.stato,
            **campi,
        }
    )


def codice_fiscale(n: int) -> str:
    """The n-th tax code of a body, right in its control digit."""
    cifre = f"{9_000_000 + n:07d}015"
    somma = sum(int(c) for c in cifre[::2])
    somma += sum((d - 9 if d > 9 else d) for d in (2 * int(c) for c in cifre[1::2]))
    return f"{cifre}{-somma % 10}"


def _accordo() -> Accordo:
    """The agreement of the current ciclo, made if there is none."""
    ciclo = Ciclo.objects.current()
    accordo = Accordo.objects.filter(ciclo=ciclo).first() if ciclo else None
    return accordo or (make_accordo(ciclo=ciclo) if ciclo else make_accordo())


def _of_state(stato: str) -> dict[str, object]:
    """What the rules of the table want of a request in that state."""
    campi: dict[str, object] = {}
    if stato not in (StatoDomanda.INVIATA, StatoDomanda.RITIRATA, StatoDomanda.ARCHIVIATA):
        campi["assegnata_a"] = make_utente()
    if stato in (StatoDomanda.ACCOLTA, StatoDomanda.RESPINTA):
        campi |= {"decisa_il": timezone.now(), "atto": make_atto()}
    if stato in (StatoDomanda.RITIRATA, StatoDomanda.ARCHIVIATA):
        campi["chiusa_il"] = timezone.now()
    return campi
