"""What people type to enter: the forms of allauth, in our words."""

from allauth.account.forms import AddEmailForm
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm as LibraryActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from rete.models import AzzeramentoMfa, Utente

NOME = {"required": "Scrivere un nome con cui riconoscerla."}
AIUTO_NOME = "Per riconoscerla: per esempio «telefono» o «computer dell’ufficio»."
AIUTO_CODICE = "Le sei cifre che l’app mostra adesso, oppure uno dei codici di recupero."


class NewEmailForm(AddEmailForm):
    """The address with which a person will enter, once they have shown that it is theirs."""

    email = forms.EmailField(
        label="Nuova e-mail",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        max_length=Utente._meta.get_field("email").max_length,
        error_messages={"required": "Scrivere il nuovo indirizzo."},
    )


def _ask_for_code(form: forms.Form, aiuto: str) -> None:
    """The field of the code: figures on a telephone's keyboard, but recovery codes too."""
    campo = form.fields["code"]
    campo.label, campo.help_text, campo.max_length = "Codice", aiuto, 40
    campo.error_messages["required"] = "Scrivere il codice."
    campo.widget.attrs.update(autofocus=True, inputmode="numeric", maxlength=40)


class AuthenticateForm(mfa.AuthenticateForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, AIUTO_CODICE)


class ReauthenticateForm(mfa.ReauthenticateForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, AIUTO_CODICE)


class ActivateTOTPForm(LibraryActivateTOTPForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        _ask_for_code(self, "Le sei cifre che l’app mostra adesso.")


class AddPasskeyForm(AddWebAuthnForm):
    """The name of a passkey; its credential is filled in by the browser."""

    name = forms.CharField(
        label="Nome della passkey", max_length=50, help_text=AIUTO_NOME, error_messages=NOME
    )
    passwordless = forms.BooleanField(
        label="Usala anche per entrare senza password",
        required=False,
        initial=True,
        help_text="Serve un dispositivo che chiede l’impronta, il volto o un PIN.",
    )

    def clean(self) -> dict[str, object]:
        """Without its credential the form was sent by a browser without scripts."""
        if "credential" in self.errors:
            del self.errors["credential"]
            raise forms.ValidationError(
                "Il browser non ha creato la passkey. Riprovare, oppure usare l’app dei codici."
            )
        return super().clean()


class RenamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(
        label="Nome della passkey", max_length=50, help_text=AIUTO_NOME, error_messages=NOME
    )


class AzzeramentoForm(forms.Form):
    """Why a second factor is to be taken away, and how it was checked who asks."""

    motivo = forms.CharField(
        label="Come è stata accertata l’identità, e perché",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Per esempio: di persona con la carta d’identità, telefono smarrito. Resta"
        " scritto con il nome di chi chiede e di chi conferma.",
        error_messages={"required": "Scrivere come è stata accertata l’identità, e perché."},
    )


class RitiroAzzeramentoForm(forms.Form):
    """Why a request to take a second factor away is withdrawn."""

    motivo_ritiro = forms.CharField(
        label="Perché si ritira",
        max_length=AzzeramentoMfa._meta.get_field("motivo_ritiro").max_length,
        help_text="Per esempio: chiesta per la persona sbagliata. Resta scritto con il nome di chi"
        " la ritira.",
        error_messages={"required": "Scrivere perché si ritira la richiesta."},
    )
