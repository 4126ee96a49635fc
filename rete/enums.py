"""The closed lists of the network: natures, roles, kinds. Values are stored, labels are read."""

from django.db.models import TextChoices


class NaturaSoggetto(TextChoices):
    AZIENDA_SANITARIA = "azienda_sanitaria", "Azienda sanitaria"
    AMMINISTRAZIONE_STATALE = "amministrazione_statale", "Amministrazione statale o regionale"
    ENTE_LOCALE = "ente_locale", "Ente locale"
    AMBITO_TERRITORIALE = "ambito_territoriale", "Ambito territoriale (distretto sociale)"
    AGENZIA = "agenzia", "Agenzia o azienda speciale consortile"
    IMPRESA = "impresa", "Impresa"
    COOPERATIVA = "cooperativa", "Impresa sociale o cooperativa"
    ASSOCIAZIONE = "associazione", "Associazione"
    SINDACATO = "sindacato", "Organizzazione sindacale"
    CATEGORIA = "categoria", "Associazione di categoria"
    FONDAZIONE = "fondazione", "Fondazione"
    CENTRO_STUDI = "centro_studi", "Centro studi"
    ALTRO = "altro", "Altro"


class ClasseDimensionale(TextChoices):
    """How many people work there, in the classes of the business register."""

    SENZA_ADDETTI = "senza_addetti", "Nessun dipendente"
    MICRO = "micro", "Da 1 a 9 addetti"
    PICCOLA = "piccola", "Da 10 a 49 addetti"
    MEDIA = "media", "Da 50 a 249 addetti"
    GRANDE = "grande", "250 addetti o più"


class TipoLegame(TextChoices):
    ARTICOLAZIONE = "articolazione", "articolazione di"
    CONSORZIATO = "consorziato", "consorziato in"
    FEDERATO = "federato", "federato a"
    CAPOFILA_AMBITO = "capofila_ambito", "ente capofila dell'ambito"
    CONTROLLATO = "controllato", "controllato da"


class RuoloDelega(TextChoices):
    """In what role a person acts for a soggetto."""

    OPERATORE = "operatore", "Operatore dell'ente capofila"
    RESPONSABILE = "responsabile", "Responsabile del procedimento"
    DIREZIONE = "direzione", "Direzione"
    REFERENTE = "referente", "Referente del soggetto"
    REGIONE = "regione", "Lettore per la Regione"


class FrequenzaAvvisi(TextChoices):
    """How a person wants the mails of the portal that are not urgent."""

    SUBITO = "subito", "Un’e-mail per ogni avviso, subito"
    RIEPILOGO = "riepilogo", "Una sola e-mail al giorno, la mattina"


class TipoAtto(TextChoices):
    DELIBERAZIONE = "deliberazione", "Deliberazione"
    DETERMINAZIONE = "determinazione", "Determinazione"
    VERBALE = "verbale", "Verbale"
    AVVISO = "avviso", "Avviso pubblico"
    ACCORDO = "accordo", "Accordo"
    NOTA = "nota", "Nota"


class TipoConsistenza(TextChoices):
    SOTTOSCRITTORI = "sottoscrittori", "Sottoscrittori dell'Accordo"
    ADERENTI = "aderenti", "Aderenti successivi"


class TipoAdesione(TextChoices):
    SOTTOSCRITTORE = "sottoscrittore", "Sottoscrittore dell'Accordo"
    ADERENTE = "aderente", "Aderente"
    DEDOTTA = "dedotta", "Dedotta dalla partecipazione a un'alleanza"


class StatoDomanda(TextChoices):
    """Where a membership request is."""

    BOZZA = "bozza", "in compilazione"
    INVIATA = "inviata", "inviata"
    IN_ISTRUTTORIA = "in_istruttoria", "in istruttoria"
    INTEGRAZIONE = "integrazione_richiesta", "in attesa di integrazioni"
    PREAVVISO = "preavviso", "preavviso di rigetto"
    OSSERVAZIONI = "osservazioni", "osservazioni da esaminare"
    ACCOLTA = "accolta", "accolta"
    RESPINTA = "respinta", "respinta"
    RITIRATA = "ritirata", "ritirata"
    ARCHIVIATA = "archiviata", "archiviata"


class ModalitaFirma(TextChoices):
    """How who represents the soggetto signs the request."""

    DIGITALE = "digitale", "Firma digitale (PDF firmato o .p7m)"
    AUTOGRAFA = "autografa", "Firma a penna: scansione e documento d’identità"
    ACCESSO = "accesso", "Accesso con SPID o CIE"


class TipoAllegato(TextChoices):
    """What a file of a membership request is."""

    MODULO_FIRMATO = "modulo_firmato", "Domanda firmata"
    IDENTITA = "identita", "Documento d’identità di chi firma"
    STATUTO = "statuto", "Statuto o atto costitutivo"
    DELEGA = "delega", "Atto che dà il potere di firma"
    ALTRO = "altro", "Altro documento"


class TipoSospensione(TextChoices):
    """Why the term of a procedure is suspended."""

    INTEGRAZIONE = "integrazione", "Richiesta di integrazioni"
    PREAVVISO = "preavviso", "Preavviso di rigetto"


class Procedimento(TextChoices):
    """The procedures whose terms are rows."""

    ADESIONE = "adesione", "Adesione alla Rete"
    AVVISO = "avviso", "Esame delle proposte su un avviso"


class Incombenza(TextChoices):
    """What the offices do within a number of days that they give themselves."""

    PRESENZE = "presenze", "Segnare le presenze di una seduta"
    VERBALE = "verbale", "Scrivere il verbale di una seduta"
    APPROVAZIONE = "approvazione", "Registrare l’approvazione di un verbale"
    SEGGIO = "seggio", "Far designare chi occupa un seggio vacante"
    CONVOCAZIONE = "convocazione", "Rispondere a chi chiede di convocare un organo"
    VARIAZIONE = "variazione", "Decidere una richiesta di variazione"
    SEGNALAZIONE = "segnalazione", "Rispondere a una segnalazione"


class EsitoVerifica(TextChoices):
    """What the staff found, for a line of the check list."""

    SI = "si", "Sì"
    NO = "no", "No"
    NON_SERVE = "non_serve", "Non serve in questo caso"


class UsoModello(TextChoices):
    """Which mail a text is the draft of."""

    INTEGRAZIONE = "integrazione", "Richiesta di integrazioni"
    PREAVVISO = "preavviso", "Preavviso di rigetto"
    ACCOGLIMENTO = "accoglimento", "Accoglimento della domanda"
    RESPINGIMENTO = "respingimento", "Rigetto della domanda"
    ARCHIVIAZIONE = "archiviazione", "Archiviazione della domanda"
    CONVOCAZIONE = "convocazione", "Convocazione di una seduta"
    CHIARIMENTI = "chiarimenti", "Richiesta di chiarimenti su una proposta"
    PREAVVISO_ESCLUSIONE = "preavviso_esclusione", "Preavviso di esclusione di una proposta"
    ESCLUSIONE = "esclusione", "Esclusione di una proposta"
    ESITO = "esito", "Esito di un avviso, a chi ha proposto"


class StatoRichiesta(TextChoices):
    """Where something asked of the staff is."""

    APERTA = "aperta", "da esaminare"
    ACCOLTA = "accolta", "accolta"
    RESPINTA = "respinta", "respinta"


class LivelloOrgano(TextChoices):
    RETE = "rete", "Organo della Rete"
    ESTERNO = "esterno", "Organo esterno con cui la Rete si raccorda"
    PROGETTO = "progetto", "Organo di progetto"


class QualitaMandato(TextChoices):
    TITOLARE = "titolare", "Titolare"
    SUPPLENTE = "supplente", "Supplente"


class StatoSeduta(TextChoices):
    """Where a meeting is, up to the approval of its minutes."""

    PROGRAMMATA = "programmata", "da convocare"
    CONVOCATA = "convocata", "convocata"
    TENUTA = "tenuta", "tenuta, verbale da scrivere"
    VERBALIZZATA = "verbalizzata", "verbale da approvare"
    APPROVATA = "approvata", "verbale approvato"
    DESERTA = "deserta", "deserta"
    RINVIATA = "rinviata", "rinviata"
    ANNULLATA = "annullata", "annullata"


class EsitoPresenza(TextChoices):
    """Who came for a seat, or for a soggetto of the network."""

    PRESENTE = "presente", "Presente"
    SOSTITUITO = "sostituito", "Presente con il supplente"
    GIUSTIFICATO = "giustificato", "Assente giustificato"
    ASSENTE = "assente", "Assente"


class EsitoDecisione(TextChoices):
    """How a decision of an organo ended."""

    APPROVATA = "approvata", "Approvata"
    RESPINTA = "respinta", "Non approvata"
    RINVIATA = "rinviata", "Rinviata"


class EsitoParere(TextChoices):
    FAVOREVOLE = "favorevole", "Favorevole"
    CONDIZIONATO = "condizionato", "Favorevole con osservazioni"
    CONTRARIO = "contrario", "Contrario"


class TipoNorma(TextChoices):
    LEGGE_REGIONALE = "lr", "Legge regionale"
    DELIBERA_GIUNTA = "dgr", "Deliberazione della Giunta regionale"
    DECRETO_DIRIGENZIALE = "dd", "Decreto dirigenziale"


class SettoreServizio(TextChoices):
    SOCIOSANITARIO = "sociosanitario", "Servizi sociosanitari"
    SOCIOASSISTENZIALE = "socioassistenziale", "Servizi socioassistenziali"


class AreaServizio(TextChoices):
    ANZIANI = "anziani", "Anziani"
    ANZIANI_DISABILI = "anziani_disabili", "Anziani e disabili"
    NON_AUTOSUFFICIENTI = "non_autosufficienti", "Non autosufficienti"
    DIPENDENZE = "dipendenze", "Dipendenze"
    DISABILI = "disabili", "Disabili"
    MINORI_FAMIGLIA = "minori_famiglia", "Minori e famiglia"
    MINORI = "minori", "Minori"


class DestinatarioEsempio(TextChoices):
    """Whom a municipal initiative is for, as the source groups its examples."""

    MINORI = "minori", "Minori"
    ANZIANI_DISABILI = "anziani_disabili", "Anziani e disabili"
    CITTADINI_FAMIGLIE = "cittadini_famiglie", "Cittadini e famiglie"
    DIPENDENTI_COMUNALI = "dipendenti_comunali", "Dipendenti comunali"


class MotivoSegnalazione(TextChoices):
    """What somebody tells the staff about."""

    ERRORE = "errore", "Qualcosa non funziona"
    CONTENUTO = "contenuto", "Un’informazione è sbagliata o manca"
    ACCESSIBILITA = "accessibilita", "Una pagina o un documento non è accessibile"
    ALTRO = "altro", "Altro"


class StatoSegnalazione(TextChoices):
    APERTA = "aperta", "aperta"
    CHIUSA = "chiusa", "chiusa"
