"""What the gate answers, and every sentence that it sends a file back with."""

from dataclasses import dataclass

from conciliazione.enums import TipoDocumento

_SALVA = "salvarlo di nuovo con il programma con cui è stato fatto e caricare quello"

FRASI = {
    "vuoto": "Il file è vuoto.",
    "troppo-grande": "Il file supera {quanto}.",
    "tipo": "Questo tipo di file non è ammesso. Si accettano: {tipi}.",
    "discorde": (
        "Il nome finisce con «{scritta}», ma il contenuto è di un altro tipo ({tipo}): controllare"
        " che sia il file giusto o rinominarlo con «{giusta}»."
    ),
    "archivio": "È un archivio compresso: estrarre i documenti e caricarli uno per uno.",
    "foto": "Questo formato di immagine non è ammesso: salvarla come JPEG o PNG e riprovare.",
    "rtf": "È un documento RTF: salvarlo come DOCX, ODT o PDF e riprovare.",
    "vecchio": (
        "È un documento nel vecchio formato di Office (.doc, .xls, .ppt): salvarlo come DOCX, XLSX"
        " o PDF."
    ),
    "office": (
        "Dei documenti di Office si accettano solo testi e fogli (DOCX, XLSX, ODT, ODS): salvare"
        " questo come PDF e caricare quello."
    ),
    "pagina": "È una pagina web o un disegno SVG: salvarlo come PDF e riprovare.",
    "programma": "Il file è un programma, o ne contiene uno: il portale non ne accetta.",
    "password": "Il documento è protetto da una password: toglierla e caricarlo di nuovo.",
    "macro": "Il documento contiene macro: salvarne una copia senza macro e caricare quella.",
    "oggetto": (
        "Il documento contiene un oggetto incorporato (un altro file o un controllo attivo):"
        " toglierlo, salvare e caricare di nuovo."
    ),
    "javascript": (
        "Il PDF contiene comandi JavaScript: stamparlo come PDF («Stampa», poi «Salva come PDF») e"
        " caricare quello."
    ),
    "avvio": (
        "Il PDF contiene comandi che avviano programmi: stamparlo come PDF («Stampa», poi «Salva"
        " come PDF») e caricare quello."
    ),
    "bomba": "Il file, aperto, diventa enorme: salvarne una copia più piccola, per esempio in PDF.",
    "doppio": f"Il file ne contiene un altro nascosto: {_SALVA}.",
    "danneggiato": f"Il file è danneggiato o incompleto: {_SALVA}.",
    "pixel": "L’immagine ha più di {megapixel} milioni di punti: ridurla e caricarla di nuovo.",
    "entita": (
        "Il file contiene definizioni XML (DTD o entità), che il portale non accetta: toglierle e"
        " riprovare."
    ),
    "allegati": "Il messaggio ha più di {quanti} parti: caricare solo gli allegati che servono.",
    "senza-documento": (
        "Il file contiene la firma ma non il documento firmato: firmare scegliendo «firma con"
        " documento incluso» (.p7m) e caricare quello."
    ),
    "buste": "Il documento è firmato più di {quante} volte una dentro l’altra.",
    "interno": "Il documento dentro la firma non va bene. {perche}",
    "inesplorabile": (
        "Il file è costruito in un modo che il portale non riesce a controllare: stamparlo come PDF"
        " («Stampa», poi «Salva come PDF») e caricare quello."
    ),
    "nome-nascosto": "Il nome del file contiene caratteri nascosti: rinominarlo e riprovare.",
    "nome-assente": "Il file non ha un nome: dargliene uno e riprovare.",
    "nome-lungo": "Il nome del file ha più di {lettere} lettere: accorciarlo e riprovare.",
    "nome-riservato": "«{nome}» è un nome riservato ai programmi: rinominare il file e riprovare.",
}


@dataclass(frozen=True)
class Verdetto:
    """Whether a file may stay: its kind and its name as shown, or why not, in plain Italian.

    `codice` names the reason for programs: a key of `FRASI`, empty when it may stay.
    """

    ok: bool
    tipo: TipoDocumento | None
    nome: str
    messaggio: str = ""
    codice: str = ""


class Refused(Exception):
    """A file may not stay: `codice` says why to programs, the text to people."""

    def __init__(self, codice: str, **parole: object) -> None:
        super().__init__(FRASI[codice].format(**parole))
        self.codice = codice
