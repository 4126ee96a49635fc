from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm

from conciliazione.admin import MendableAdmin, ReadOnlyAdmin, amministrazione
from rete.models import (
    Accordo,
    Adesione,
    AllegatoDomanda,
    Ambito,
    AreaInteresse,
    Atto,
    AzzeramentoMfa,
    CensimentoServizi,
    Ciclo,
    CompitoOrgano,
    Comune,
    ConsistenzaDichiarata,
    Decisione,
    Delega,
    DocumentoSeduta,
    DomandaAdesione,
    EsempioServizio,
    FaseProcedura,
    GrafiaSoggetto,
    Impegno,
    Invito,
    Legame,
    Mandato,
    ModelloMessaggio,
    Norma,
    NotaDomanda,
    Organo,
    Parere,
    PresenzaSeduta,
    ProfiloCapofila,
    PuntoOrdineDelGiorno,
    RichiestaConvocazione,
    RichiestaVariazione,
    Seduta,
    Seggio,
    Segnalazione,
    Soggetto,
    Sospensione,
    StoriaSoggetto,
    Successione,
    TemaNorma,
    TermineInterno,
    TermineProcedimento,
    TipologiaServizio,
    UnioneSoggetti,
    Utente,
    VerificaDomanda,
    VoceVerifica,
)


class NewUtenteForm(AdminUserCreationForm):
    class Meta:
        model = Utente
        fields = ["email", "nome"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class UtenteAdmin(UserAdmin):
    """People; what they may do is in deleghe and mandati, never here."""

    add_form = NewUtenteForm
    ordering = ["email"]
    list_display = ["email", "nome", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["email", "nome"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["email", "nome", "password"]}),
        ("Accesso", {"fields": ["is_active", "is_superuser", "last_login"]}),
    ]
    readonly_fields = ["last_login"]
    add_fieldsets = [
        (None, {"fields": ["email", "nome", "usable_password", "password1", "password2"]})
    ]


class SoggettoAdmin(MendableAdmin):
    list_display = ["denominazione", "sigla", "natura"]
    list_filter = ["natura"]
    search_fields = ["denominazione", "sigla", "grafie__grafia"]


class DelegaAdmin(MendableAdmin):
    list_display = ["utente", "ruolo", "soggetto", "dal", "al", "revocato_alle"]
    list_filter = ["ruolo"]


class MandatoAdmin(MendableAdmin):
    list_display = ["utente", "qualita", "seggio", "designato_da", "dal", "al", "revocato_alle"]
    list_filter = ["seggio__organo"]


class SegnalazioneAdmin(ReadOnlyAdmin):
    """Without the token, which finds the receipt."""

    list_display = ["codice", "motivo", "stato", "ricevuta_il", "chiusa_il"]
    list_filter = ["stato", "motivo"]
    exclude = ["gettone"]


class DomandaAdesioneAdmin(ReadOnlyAdmin):
    """Without the fingerprint of the link, which lets its reader in."""

    list_display = ["codice", "denominazione", "stato", "inviata_il", "entro_il", "assegnata_a"]
    list_filter = ["stato"]
    exclude = ["impronta"]


class InvitoAdmin(ReadOnlyAdmin):
    list_display = ["utente", "creato_il", "scade_il", "usato_il"]
    exclude = ["impronta"]


amministrazione.register(Utente, UtenteAdmin)
amministrazione.register(DomandaAdesione, DomandaAdesioneAdmin)
amministrazione.register(Invito, InvitoAdmin)
amministrazione.register(Segnalazione, SegnalazioneAdmin)
amministrazione.register(Soggetto, SoggettoAdmin)
amministrazione.register(Delega, DelegaAdmin)
amministrazione.register(Mandato, MandatoAdmin)
amministrazione.register(
    [
        *(Accordo, Adesione, Ambito, Atto, CensimentoServizi, Ciclo, CompitoOrgano, Comune),
        *(ConsistenzaDichiarata, EsempioServizio, FaseProcedura, GrafiaSoggetto, Legame, Norma),
        *(Organo, Parere, ProfiloCapofila, Seggio, TemaNorma, TipologiaServizio),
    ],
    MendableAdmin,
)
amministrazione.register(
    [
        *(AreaInteresse, ModelloMessaggio, Successione, TermineInterno, TermineProcedimento),
        VoceVerifica,
    ],
    MendableAdmin,
)
amministrazione.register(
    [
        *(AllegatoDomanda, AzzeramentoMfa, NotaDomanda, Sospensione, Impegno),
        *(VerificaDomanda, RichiestaVariazione, StoriaSoggetto, UnioneSoggetti),
        *(Seduta, PuntoOrdineDelGiorno, DocumentoSeduta, PresenzaSeduta, Decisione),
        RichiestaConvocazione,
    ],
    ReadOnlyAdmin,
)
