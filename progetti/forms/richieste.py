"""What is asked of a partner, and what the partner sends by the personal link."""

from django import forms

from conciliazione.campi import CampoFile
from conciliazione.forms import ReceiptForm
from conciliazione.periodi import today
from progetti.models import Indicatore, Progetto, RichiestaPartner, TipoProva
from progetti.richieste_partner import partners_of
from progetti.righe_consegna import indicators_of, key_of

NOTA_AL_PIU = 1_000


class NuovaRichiestaForm(forms.ModelForm, ReceiptForm):
    """What is asked, of whom, by when, and for which indicator if it is for one."""

    indicatore = forms.ChoiceField(
        label="Indicatore che fa avanzare",
        required=False,
        error_messages={"invalid_choice": "Scegliere un indicatore del progetto."},
    )

    class Meta:
        model = RichiestaPartner
        fields = ("soggetto", "email", "chiede", "tipo", "indicatore", "entro_il")
        field_classes = {"entro_il": forms.DateField}
        help_texts = {
            "email": "Riceve il collegamento personale: non serve che abbia un utente.",
            "chiede": "Una cosa sola, per esempio: il foglio presenze del 12 marzo.",
        }
        error_messages = {
            "soggetto": {"required": "Scegliere a quale partner si chiede."},
            "chiede": {"required": "Scrivere che cosa serve."},
            "tipo": {"required": "Scegliere che tipo di prova deve arrivare."},
            "entro_il": {"required": "Scrivere entro quale giorno serve."},
        }

    def __init__(self, data: object = None, *, progetto: Progetto) -> None:
        super().__init__(data)
        self.instance.progetto = progetto
        self.indicatori = {key_of(i): i for i in indicators_of(progetto)}
        voci = [(chiave, i.denominazione) for chiave, i in self.indicatori.items()]
        self.fields["indicatore"].choices = [("", "Nessuno in particolare"), *voci]
        self.fields["soggetto"].queryset = partners_of(progetto)
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = "Scrivere l’e-mail a cui chiedere."
        tipi = TipoProva.objects.filter(indicatori__risultato__obiettivo__progetto=progetto)
        self.fields["tipo"].queryset = tipi.distinct() if tipi.exists() else TipoProva.objects.all()
        for nome in ("soggetto", "tipo"):
            self.fields[nome].to_field_name = "slug"
            self.fields[nome].empty_label = "Scegliere"

    def clean_indicatore(self) -> Indicatore | None:
        return self.indicatori.get(self.cleaned_data["indicatore"])

    def clean_entro_il(self) -> object:
        giorno = self.cleaned_data["entro_il"]
        if giorno and giorno < today():
            raise forms.ValidationError("Il giorno è già passato.")
        return giorno

    def clean(self) -> dict[str, object]:
        dati = super().clean()
        indicatore, tipo = dati.get("indicatore"), dati.get("tipo")
        ammessi = list(indicatore.prove.all()) if indicatore else []
        if tipo and ammessi and tipo not in ammessi:
            nomi = ", ".join(map(str, ammessi))
            self.add_error("tipo", f"Questo indicatore non si prova così, ma con: {nomi}.")
        return dati


class MandaDiNuovoForm(forms.Form):
    """To whom the link is mailed once more."""

    email = forms.EmailField(
        label="E-mail di chi risponde",
        error_messages={"required": "Scrivere l’e-mail a cui chiedere."},
    )


class FattoForm(forms.Form):
    """When the fact was, and what the partner has to say of it: before the file, which a browser
    forgets when a form comes back."""

    data = forms.DateField(
        label="Di che giorno è",
        help_text="Il giorno dell’incontro, o della firma: quello del fatto.",
        error_messages={"required": "Scrivere di che giorno è."},
    )
    nota = forms.CharField(
        label="Nota",
        required=False,
        max_length=NOTA_AL_PIU,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Se c’è qualcosa da sapere.",
    )

    def clean_data(self) -> object:
        giorno = self.cleaned_data["data"]
        if giorno > today():
            raise forms.ValidationError("La data è nel futuro: si manda ciò che è già avvenuto.")
        return giorno


class FileDelPartnerForm(forms.Form):
    """The file, alone in its form."""

    file = CampoFile(
        label="Il file, o la sua fotografia",
        error_messages={"required": "Scegliere il file, poi premere «Manda»."},
    )
