"""How people enter: what of django-allauth we decide ourselves."""

import time
from collections.abc import Mapping
from hashlib import sha256

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from conciliazione import cifratura, posta
from rete.identita import draft_in_hand, keep_identity
from rete.models import Utente
from rete.permissions import may_use_password, must_use_mfa
from rete.secondo_fattore import FATTORI


def confirm_address(utente: Utente) -> None:
    """Take the e-mail of `utente` as theirs: they showed it, or who made the account says so.

    Without this, the first login sends a link to it and waits.
    """
    indirizzi = EmailAddress.objects.filter(user=utente)
    indirizzi.filter(primary=True).exclude(email=utente.email).update(primary=False)
    indirizzi.update_or_create(
        user=utente, email=utente.email, defaults={"verified": True, "primary": True}
    )


def trust_reset_address(user: Utente, **dati: object) -> None:
    """Who chose a password through the link in the mail showed that the address is theirs."""
    if not EmailAddress.objects.filter(user=user).exclude(email=user.email).exists():
        confirm_address(user)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the lead body; mail goes out through the portal's outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: object) -> Utente | None:
        """Who may not use a password is answered as one who mistook it."""
        utente = super().authenticate(request, **credentials)
        return utente if utente and may_use_password(utente) else None

    def is_reauthentication_required(self, *, app: str, **dati: object) -> bool:
        """Not from who entered a moment ago: they have just said who they are."""
        return super().is_reauthentication_required(app=app) and not self._has_just_entered()

    def _has_just_entered(self) -> bool:
        passi = get_authentication_records(self.request, self.request.user)
        da = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        return any(passo["at"] > da for passo in passi)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Refuse an address with which somebody else enters, though they never confirmed it."""
        altri = Utente.objects.exclude(pk=email_address.user_id)
        if altri.filter(email=email_address.email).exists():
            return False
        return super().confirm_email(request, email_address)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        return reverse("mfa_index" if self.request.user.is_authenticated else "account_login")

    def send_password_reset_mail(
        self, user: Utente, email: str, context: dict[str, object]
    ) -> None:
        """Nothing to who may not enter with a password: the page says the same."""
        if may_use_password(user):
            super().send_password_reset_mail(user, email, context)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Write the message to send. The same text to the same person is the same message."""
        contesto = {"request": self.request, "email": email, **context}
        messaggio = self.render_mail(template_prefix, email, contesto)
        impronta = sha256(f"{email}\n{messaggio.body}".encode()).hexdigest()
        posta.send(f"{template_prefix}:{impronta}", email, messaggio.subject, messaggio.body)


class MFAAdapter(DefaultMFAAdapter):
    """The second factor, in our words; who must have one cannot take the last one away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Il codice non è giusto. Quello dell’app cambia ogni 30 secondi:"
        " scrivere quello che si vede adesso.",
        "cannot_delete_authenticator": "L’incarico di questo utente richiede un secondo fattore, e"
        " questo è l’unico: aggiungerne prima un altro.",
    }

    def encrypt(self, text: str) -> str:
        """Seeds and codes as the database keeps them."""
        return cifratura.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return cifratura.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return f"Rete di Conciliazione ({self._get_site_name()})"

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        altri = Authenticator.objects.filter(user=authenticator.user, type__in=FATTORI)
        return not must_use_mfa(authenticator.user) or altri.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Utente, type: str) -> str:
        quante = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {quante + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Rete di Conciliazione"}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The gateway to SPID and CIE opens accounts that are there; it makes none."""

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[Utente, str] | None:
        """The person with an address that the gateway says to be verified, that one only."""
        for indirizzo in sociallogin.email_addresses:
            email = indirizzo.email  # allauth writes it in lower case
            if indirizzo.verified is True and (
                utente := Utente.objects.filter(email=email).first()
            ):
                return utente, email
        return None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stop who has no account here, unless they came from their draft, to sign that one; of who
        they are keep what the session needs, and no more."""
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("mfa_index")))
        dati = sociallogin.account.extra_data
        detti = {**dati.get("id_token", {}), **dati.get("userinfo", {})}
        if not sociallogin.is_existing:
            self._sign_draft(request, sociallogin, detti)
            pagina = render(request, "socialaccount/sconosciuto.html", status=403)
            raise ImmediateHttpResponse(pagina)
        keep_identity(request, detti)
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])
        else:
            confirm_address(sociallogin.user)

    def _sign_draft(
        self, request: HttpRequest, sociallogin: SocialLogin, detti: Mapping[str, object]
    ) -> None:
        """Lead who came from their draft back to it, recognised and not logged in."""
        if codice := draft_in_hand(request, sociallogin.state.get("next", "")):
            keep_identity(request, detti, codice)
            raise ImmediateHttpResponse(redirect("aderisci:firma", codice))

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: object) -> str:
        return reverse("mfa_index")
