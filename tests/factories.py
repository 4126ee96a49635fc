"""Plain makers of rows for the tests: `make_x(**fields)` saves a valid row and returns it.

What is not given gets a value that is valid and unlike that of the other rows. Foreign keys that
a row cannot do without are made too.
"""

import hashlib
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

from django.core.files.base import ContentFile

from alleanze.enums import RuoloPartenariato
from alleanze.models import Alleanza, Partenariato
from conciliazione.enums import Riservatezza, TipoDocumento
from conciliazione.models import Documento, Elaborazione
from formazione.models import AzioneComunicazione, Iniziativa, RigaAzione
from piano.models import Capitolo, Deroga, Piano, Sezione, Versione
from progetti.enums import OrigineProgetto
from progetti.models import Indicatore, ObiettivoSpecifico, Progetto, RisultatoAtteso
from rete.enums import (
    DestinatarioEsempio,
    EsitoParere,
    LivelloOrgano,
    MotivoSegnalazione,
    NaturaSoggetto,
    RuoloDelega,
    SettoreServizio,
    TipoAdesione,
    TipoAtto,
    TipoNorma,
)
from rete.models import (
    Accordo,
    Adesione,
    Ambito,
    Atto,
    CensimentoServizi,
    Ciclo,
    Comune,
    Delega,
    EsempioServizio,
    Mandato,
    Norma,
    Organo,
    Parere,
    ProfiloCapofila,
    Seggio,
    Segnalazione,
    Soggetto,
    TemaNorma,
    TipologiaServizio,
    Utente,
)
from risorse.enums import FonteFinanziamento, ScopoVoce
from risorse.models import Stanziamento, Voce

DAL, AL = date(2014, 7, 1), date(2016, 9, 30)
_numeri = count(1)


def make_soggetto(**campi: object) -> Soggetto:
    n = next(_numeri)
    return Soggetto.objects.create(
        **{
            "slug": f"soggetto-{n}",
            "denominazione": f"Soggetto {n}",
            "natura": NaturaSoggetto.ASSOCIAZIONE,
            **campi,
        }
    )


def make_profilo(**campi: object) -> ProfiloCapofila:
    return ProfiloCapofila.objects.create(
        **{"soggetto": campi.get("soggetto") or make_soggetto(), "nome_rete": "Rete di prova"}
        | campi
    )


def make_ciclo(**campi: object) -> Ciclo:
    return Ciclo.objects.create(
        **{
            "slug": f"ciclo-{next(_numeri)}",
            "denominazione": "Biennio di prova",
            "dal": DAL,
            "al": AL,
            "capofila": campi.get("capofila") or make_soggetto(),
            **campi,
        }
    )


def make_utente(**campi: object) -> Utente:
    """A person; without `password`, one who cannot log in with it."""
    n = next(_numeri)
    return Utente.objects.create_user(
        **{"email": f"persona-{n}@rete.example", "nome": f"Persona {n}", **campi}
    )


def make_delega(**campi: object) -> Delega:
    return Delega.objects.create(
        **{
            "utente": campi.get("utente") or make_utente(),
            "soggetto": campi.get("soggetto") or make_soggetto(),
            "ruolo": RuoloDelega.REFERENTE,
            "dal": DAL,
            **campi,
        }
    )


def make_organo(**campi: object) -> Organo:
    n = next(_numeri)
    return Organo.objects.create(
        **{
            "slug": f"organo-{n}",
            "denominazione": f"Organo {n}",
            "livello": LivelloOrgano.RETE,
            **campi,
        }
    )


def make_seggio(**campi: object) -> Seggio:
    return Seggio.objects.create(
        **{
            "organo": campi.get("organo") or make_organo(),
            "ordine": next(_numeri),
            "categoria": "Enti locali",
            **campi,
        }
    )


def make_mandato(**campi: object) -> Mandato:
    return Mandato.objects.create(
        **{
            "utente": campi.get("utente") or make_utente(),
            "seggio": campi.get("seggio") or make_seggio(),
            "designato_da": campi.get("designato_da") or make_soggetto(),
            "dal": DAL,
            **campi,
        }
    )


def make_atto(**campi: object) -> Atto:
    n = next(_numeri)
    return Atto.objects.create(
        **{
            "slug": f"atto-{n}",
            "tipo": TipoAtto.DELIBERAZIONE,
            "emanante": "Direttore Generale",
            "numero": str(n),
            "data": date(2014, 6, 27),
            "oggetto": "Oggetto di prova",
            **campi,
        }
    )


def make_accordo(**campi: object) -> Accordo:
    return Accordo.objects.create(
        **{
            "slug": f"accordo-{next(_numeri)}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "denominazione": "Accordo di prova",
            **campi,
        }
    )


def make_adesione(**campi: object) -> Adesione:
    return Adesione.objects.create(
        **{
            "accordo": campi.get("accordo") or make_accordo(),
            "soggetto": campi.get("soggetto") or make_soggetto(),
            "tipo": TipoAdesione.ADERENTE,
            "dal": DAL,
            **campi,
        }
    )


def make_parere(**campi: object) -> Parere:
    return Parere.objects.create(
        **{
            "slug": f"parere-{next(_numeri)}",
            "organo": campi.get("organo") or make_organo(),
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "oggetto": "Parere di prova",
            "reso_il": date(2014, 6, 23),
            "esito": EsitoParere.FAVOREVOLE,
            **campi,
        }
    )


def make_ambito(**campi: object) -> Ambito:
    n = next(_numeri)
    return Ambito.objects.create(**{"slug": f"ambito-{n}", "denominazione": f"Ambito {n}", **campi})


def make_comune(**campi: object) -> Comune:
    n = next(_numeri)
    return Comune.objects.create(
        **{
            "codice_istat": f"{n:06d}",
            "denominazione": f"Comune {n}",
            "codice_catastale": f"{n:04X}",
            "cap": "20100",
            "ambito": campi.get("ambito") or make_ambito(),
            **campi,
        }
    )


def make_norma(**campi: object) -> Norma:
    n = next(_numeri)
    return Norma.objects.create(
        **{
            "slug": f"norma-{n}",
            "tipo": TipoNorma.LEGGE_REGIONALE,
            "numero": str(n),
            "data": date(2004, 12, 6),
            "titolo": f"Norma di prova {n}",
            **campi,
        }
    )


def make_tema(**campi: object) -> TemaNorma:
    n = next(_numeri)
    return TemaNorma.objects.create(
        **{"slug": f"tema-{n}", "denominazione": f"Tema {n}", "ordine": n, **campi}
    )


def make_tipologia(**campi: object) -> TipologiaServizio:
    n = next(_numeri)
    return TipologiaServizio.objects.create(
        **{
            "slug": f"tipologia-{n}",
            "denominazione": f"Servizio {n}",
            "settore": SettoreServizio.SOCIOSANITARIO,
            "ordine": n,
            **campi,
        }
    )


def make_censimento(**campi: object) -> CensimentoServizi:
    return CensimentoServizi.objects.create(
        **{
            "tipologia": campi.get("tipologia") or make_tipologia(),
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "unita": 1,
            "posti": 10,
            **campi,
        }
    )


def make_esempio(**campi: object) -> EsempioServizio:
    return EsempioServizio.objects.create(
        **{
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "destinatario": DestinatarioEsempio.MINORI,
            "ordine": next(_numeri),
            "denominazione": "Iniziativa di prova",
            **campi,
        }
    )


def make_segnalazione(**campi: object) -> Segnalazione:
    n = next(_numeri)
    return Segnalazione.objects.create(
        **{
            "gettone": f"gettone-di-prova-{n:06d}",
            "motivo": MotivoSegnalazione.ERRORE,
            "testo": "Il collegamento non porta a nulla.",
            **campi,
        }
    )


def make_alleanza(**campi: object) -> Alleanza:
    n = next(_numeri)
    return Alleanza.objects.create(
        **{
            "slug": f"alleanza-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "denominazione": f"Alleanza {n}",
            **campi,
        }
    )


def make_partenariato(**campi: object) -> Partenariato:
    return Partenariato.objects.create(
        **{
            "alleanza": campi.get("alleanza") or make_alleanza(),
            "soggetto": campi.get("soggetto") or make_soggetto(),
            "ruolo": RuoloPartenariato.PARTNER,
            **campi,
        }
    )


def make_progetto(**campi: object) -> Progetto:
    n = next(_numeri)
    return Progetto.objects.create(
        **{
            "slug": f"progetto-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "lettera": f"{n % 100:02d}",
            "titolo": f"Progetto {n}",
            "origine": OrigineProgetto.INTERNO,
            **campi,
        }
    )


def make_iniziativa(**campi: object) -> Iniziativa:
    n = next(_numeri)
    return Iniziativa.objects.create(
        **{
            "slug": f"iniziativa-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "ordine": n,
            "tipologia": "Convegno",
            "argomento": f"Iniziativa {n}",
            "contenuti": "Di che cosa si parla.",
            "obiettivi": "A che cosa serve.",
            "destinatari": "Imprese",
            "edizioni": 1,
            "dal": date(2014, 10, 1),
            "al": date(2014, 11, 30),
            **campi,
        }
    )


def make_azione(**campi: object) -> AzioneComunicazione:
    n = next(_numeri)
    return AzioneComunicazione.objects.create(
        **{
            "slug": f"azione-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "numero": n,
            "titolo": f"Azione {n}",
            **campi,
        }
    )


def make_riga_azione(**campi: object) -> RigaAzione:
    n = next(_numeri)
    return RigaAzione.objects.create(
        **{
            "azione": campi.get("azione") or make_azione(),
            "ordine": n,
            "destinatari": "Tutti",
            "strumento": f"Strumento {n}",
            "descrizione": "Che cosa si fa.",
            "dal": date(2014, 10, 1),
            "al": date(2016, 9, 30),
            **campi,
        }
    )


def make_obiettivo(**campi: object) -> ObiettivoSpecifico:
    n = next(_numeri)
    return ObiettivoSpecifico.objects.create(
        **{
            "progetto": campi.get("progetto") or make_progetto(),
            "numero": n,
            "titolo": f"Obiettivo {n}",
            **campi,
        }
    )


def make_risultato(**campi: object) -> RisultatoAtteso:
    n = next(_numeri)
    return RisultatoAtteso.objects.create(
        **{
            "obiettivo": campi.get("obiettivo") or make_obiettivo(),
            "ordine": n,
            "testo": f"Risultato {n}",
            **campi,
        }
    )


def make_indicatore(**campi: object) -> Indicatore:
    n = next(_numeri)
    return Indicatore.objects.create(
        **{
            "risultato": campi.get("risultato") or make_risultato(),
            "ordine": n,
            "denominazione": f"Indicatore {n}",
            "unita": "numero",
            **campi,
        }
    )


def make_voce(**campi: object) -> Voce:
    n = next(_numeri)
    return Voce.objects.create(
        **{
            "slug": f"voce-{n}",
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "denominazione_citata": f"Voce {n}",
            "scopo": ScopoVoce.FORMAZIONE,
            "ordine": n,
            **campi,
        }
    )


def make_stanziamento(**campi: object) -> Stanziamento:
    return Stanziamento.objects.create(
        **{
            "voce": campi.get("voce") or make_voce(),
            "fonte": FonteFinanziamento.REGIONALE,
            "importo": Decimal("1000.00"),
        }
        | campi
    )


def make_piano(**campi: object) -> Piano:
    return Piano.objects.create(
        **{
            "ciclo": campi.get("ciclo") or make_ciclo(),
            "titolo": "Piano Territoriale di Conciliazione",
            **campi,
        }
    )


def make_capitolo(**campi: object) -> Capitolo:
    n = next(_numeri)
    return Capitolo.objects.create(
        **{
            "piano": campi.get("piano") or make_piano(),
            "numero": n,
            "slug": f"capitolo-{n}",
            "titolo": f"Capitolo {n}",
            **campi,
        }
    )


def make_sezione(**campi: object) -> Sezione:
    return Sezione.objects.create(
        **{
            "capitolo": campi.get("capitolo") or make_capitolo(),
            "ordine": next(_numeri),
            "testo": "Testo di prova.",
            **campi,
        }
    )


def make_documento(contenuto: bytes = b"%PDF-1.7 prova", **campi: object) -> Documento:
    """A stored file that really is there, with its own fingerprint."""
    documento = Documento(
        **{
            "nome": "documento.pdf",
            "tipo": TipoDocumento.PDF,
            "dimensione": len(contenuto),
            "sha256": hashlib.sha256(contenuto).hexdigest(),
            "riservatezza": Riservatezza.PUBBLICO,
            **campi,
        }
    )
    documento.file.save(documento.nome, ContentFile(contenuto), save=False)
    documento.save()
    return documento


def make_elaborazione(**campi: object) -> Elaborazione:
    return Elaborazione.objects.create(
        **{"genere": "prova", "chiave": f"prova-{next(_numeri)}", **campi}
    )


def make_versione(**campi: object) -> Versione:
    return Versione.objects.create(
        **{
            "piano": campi.get("piano") or make_piano(),
            "numero": next(_numeri),
            "dati_al": date(2014, 6, 27),
            "compilata_il": datetime(2014, 6, 27, 12, tzinfo=UTC),
            "dati": {},
            "sha256_dati": hashlib.sha256(b"{}").hexdigest(),
            "documento": campi.get("documento") or make_documento(),
            "pagine": 1,
            "motori": {},
            **campi,
        }
    )


def make_deroga(**campi: object) -> Deroga:
    n = next(_numeri)
    return Deroga.objects.create(
        **{
            "piano": campi.get("piano") or make_piano(),
            "numero": n,
            "chiave": f"prova:piano.capitolo/{n}",
            "impronta": hashlib.sha256(str(n).encode()).hexdigest(),
            "controllo": "prova",
            "oggetto": f"Capitolo {n}",
            "testo": "Rilievo di prova.",
            "motivo": "Motivo di prova.",
            "in_veste_di": "Responsabile del procedimento",
            **campi,
        }
    )
