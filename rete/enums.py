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


class LivelloOrgano(TextChoices):
    RETE = "rete", "Organo della Rete"
    ESTERNO = "esterno", "Organo esterno con cui la Rete si raccorda"
    PROGETTO = "progetto", "Organo di progetto"


class QualitaMandato(TextChoices):
    TITOLARE = "titolare", "Titolare"
    SUPPLENTE = "supplente", "Supplente"


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
