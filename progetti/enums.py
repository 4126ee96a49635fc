"""The closed lists of projects, of the calls that they answer and of how they are scored."""

from django.db.models import TextChoices


class OrigineProgetto(TextChoices):
    AVVISO = "avviso", "Proposta di un'alleanza ammessa sull'avviso"
    INTEGRAZIONE = "integrazione", "Proposta dell'ente capofila a integrazione"
    INTERNO = "interno", "Progetto dell'ente capofila per i propri dipendenti"


class Direzione(TextChoices):
    """When an indicator goes well."""

    AUMENTA = "aumenta", "va bene se cresce"
    DIMINUISCE = "diminuisce", "va bene se cala"


class ColonnaCitata(TextChoices):
    """In which part of the objective's table a document prints an activity."""

    ATTIVITA = "attivita", "Attività"
    LUOGO = "luogo", "Luogo di svolgimento"


class FonteFinanziamento(TextChoices):
    """Where money comes from, asked or granted."""

    REGIONALE = "regionale", "Finanziamento regionale"
    PUBBLICO = "pubblico", "Cofinanziamento pubblico"
    PRIVATO = "privato", "Cofinanziamento privato"


class LivelloAvviso(TextChoices):
    """Whose call it is: of the network, or of an alliance that spends what a project has."""

    RETE = "rete", "Avviso della Rete"
    SECONDO = "secondo", "Avviso di secondo livello, di un’alleanza"


class ChiPropone(TextChoices):
    ALLEANZA = "alleanza", "Un’alleanza, attraverso il suo capofila"
    SOGGETTO = "soggetto", "Un soggetto, anche senza alleanza"


class StatoAvviso(TextChoices):
    """Where a call is. Whether it is open is computed from its instants."""

    BOZZA = "bozza", "in preparazione"
    PUBBLICATO = "pubblicato", "pubblicato"
    CHIUSO = "chiuso", "chiuso, in valutazione"
    VALUTATO = "valutato", "valutato"
    CONCLUSO = "concluso", "concluso"
    REVOCATO = "revocato", "revocato"
    DESERTO = "deserto", "deserto"


class GenereVersione(TextChoices):
    """Why there is a new version of the text of a call."""

    PUBBLICAZIONE = "pubblicazione", "Pubblicazione"
    RETTIFICA = "rettifica", "Rettifica"
    PROROGA = "proroga", "Proroga"


class AmbitoIncompatibilita(TextChoices):
    """What a member who takes part in a proposal may not score."""

    PROCEDURA = "procedura", "L’intera procedura: chi concorre non valuta i concorrenti"
    PROPOSTA = "proposta", "La singola proposta a cui partecipa"


class RimedioNumeroLegale(TextChoices):
    """What may be done when too few members are free to score."""

    RIDOTTO = "ridotto", "Valutare con i soli componenti liberi"
    SINGOLA_PROPOSTA = "singola_proposta", "Limitare l’incompatibilità alla singola proposta"
    ALTRO_ORGANO = "altro_organo", "Affidare la valutazione a un’altra commissione"


class StatoProposta(TextChoices):
    """Where a proposal is, up to the outcome of its call."""

    BOZZA = "bozza", "in compilazione"
    PRESENTATA = "presentata", "presentata"
    CHIARIMENTI = "chiarimenti", "in attesa di chiarimenti"
    PREAVVISO = "preavviso", "preavviso di esclusione"
    AMMISSIBILE = "ammissibile", "ammissibile"
    ESCLUSA = "esclusa", "esclusa"
    VALUTATA = "valutata", "valutata"
    FINANZIATA = "finanziata", "ammessa e finanziata"
    NON_FINANZIATA = "non_finanziata", "ammessa, non finanziata"
    NON_AMMESSA = "non_ammessa", "non ammessa"
    RITIRATA = "ritirata", "ritirata"
    RINUNCIATA = "rinunciata", "rinunciata"


class StatoPartecipazione(TextChoices):
    """Whether a soggetto confirmed that it takes part in a proposal."""

    ATTESA = "attesa", "in attesa di conferma"
    CONFERMATA = "confermata", "confermata"
    RIFIUTATA = "rifiutata", "rifiutata"


class TipoRichiestaProposta(TextChoices):
    """What the staff ask of who proposed."""

    CHIARIMENTO = "chiarimento", "Richiesta di chiarimenti"
    PREAVVISO = "preavviso", "Preavviso di esclusione"


class EsitoRequisito(TextChoices):
    """What the staff found, for a requirement of the call."""

    SI = "si", "C’è"
    NO = "no", "Manca"
    NON_SERVE = "non_serve", "Non serve in questo caso"


class StatoValutazione(TextChoices):
    """Where the sheet of a member on a proposal is."""

    IN_CORSO = "in_corso", "in corso"
    CONSEGNATA = "consegnata", "consegnata"
    CONFERMATA = "confermata", "confermata"
    ANNULLATA = "annullata", "annullata"


class EsitoGraduatoria(TextChoices):
    """Where the ranking puts a proposal."""

    FINANZIATA = "finanziata", "Ammessa e finanziata"
    NON_FINANZIATA = "non_finanziata", "Ammessa, non finanziata"
    NON_AMMESSA = "non_ammessa", "Non ammessa"


class ContaProva(TextChoices):
    """How a proof counts for an indicator."""

    UNA = "una", "Ogni prova conta una volta"
    QUANTITA = "quantita", "Si legge dalla prova quanto conta"


class StatoConsegna(TextChoices):
    """Where what a project owes in a monitoring window is."""

    ATTESA = "attesa", "da consegnare"
    CONSEGNATA = "consegnata", "consegnata"
    CHIUSA = "chiusa", "chiusa"


class StatoProva(TextChoices):
    """Whether a proof counts."""

    DA_REGISTRARE = "da_registrare", "da registrare"
    REGISTRATA = "registrata", "registrata"
    RIFIUTATA = "rifiutata", "non accolta"
    ANNULLATA = "annullata", "annullata"


class StatoRilevazione(TextChoices):
    """Where a reported value is."""

    BOZZA = "bozza", "in preparazione"
    DICHIARATA = "dichiarata", "dichiarata"
    RESTITUITA = "restituita", "restituita"
    VERIFICATA = "verificata", "verificata"


class Andamento(TextChoices):
    """How an indicator goes, beside its target and what the elapsed time would expect."""

    RAGGIUNTO = "raggiunto", "obiettivo raggiunto"
    IN_LINEA = "in_linea", "in linea con i tempi"
    IN_RITARDO = "in_ritardo", "in ritardo sui tempi"
    NON_MISURATO = "non_misurato", "non ancora misurato"
    NON_CONFRONTABILE = "non_confrontabile", "non confrontabile con i tempi"
    SENZA_TARGET = "senza_target", "senza un valore atteso"


class StatoRichiestaPartner(TextChoices):
    """Where what was asked of a partner is."""

    ATTESA = "attesa", "in attesa"
    ARRIVATA = "arrivata", "arrivata, da accogliere"
    ACCOLTA = "accolta", "accolta"
    RIFIUTATA = "rifiutata", "non accolta, da rimandare"
    ANNULLATA = "annullata", "annullata"


class TipoCriticita(TextChoices):
    """What may go wrong, or did."""

    RISCHIO = "rischio", "rischio"
    PROBLEMA = "problema", "problema"


class StatoCriticita(TextChoices):
    """Whether somebody still follows it."""

    APERTA = "aperta", "aperta"
    CHIUSA = "chiusa", "chiusa"


class TipoModifica(TextChoices):
    """What who runs a project asks to change of it."""

    PROROGA = "proroga", "Proroga"
    TARGET = "target", "Cambio di un valore atteso"
    PARTNER = "partner", "Cambio di partner"
    ALTRO = "altro", "Altra modifica"


class StatoModifica(TextChoices):
    """Where a change that was asked is."""

    PRESENTATA = "presentata", "presentata"
    CON_PARERE = "con_parere", "con parere, da decidere"
    ACCOLTA = "accolta", "accolta"
    RESPINTA = "respinta", "respinta"
    RITIRATA = "ritirata", "ritirata"
