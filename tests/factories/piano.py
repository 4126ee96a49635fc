"""Makers of the rows of the Piano, and of its files and jobs."""

import hashlib
from datetime import UTC, date, datetime

from django.core.files.base import ContentFile

from conciliazione.enums import Riservatezza, TipoDocumento
from conciliazione.models import Documento, Elaborazione
from piano.models import (
    Capitolo,
    Deroga,
    IndicatorePiano,
    MisuraIndicatore,
    Piano,
    Sezione,
    Versione,
)
from tests.factories.numeri import numeri
from tests.factories.rete import (
    make_ciclo,
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
    n = next(numeri)
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
            "ordine": next(numeri),
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
        **{"genere": "prova", "chiave": f"prova-{next(numeri)}", **campi}
    )


def make_versione(**campi: object) -> Versione:
    return Versione.objects.create(
        **{
            "piano": campi.get("piano") or make_piano(),
            "numero": next(numeri),
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


def make_misura(**campi: object) -> MisuraIndicatore:
    """The only measure of a new indicator of a Piano: not computed, unless it is asked."""
    piano = campi.pop("piano", None) or make_piano()
    n = piano.indicatori.count() + 1
    indicatore = IndicatorePiano.objects.create(
        piano=piano, ordine=n, denominazione=f"Indicatore {n}"
    )
    return MisuraIndicatore.objects.create(
        **{"indicatore": indicatore, "ordine": 1, "denominazione": f"Misura {n}", **campi}
    )


def make_deroga(**campi: object) -> Deroga:
    n = next(numeri)
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
