"""Addresses of the access area: the views of allauth that our settings use, and no other.

Their names are the library's, which looks for them.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codici
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as gateway
from django.urls import path, re_path

from rete.views import accesso, inviti

urlpatterns = [
    path("", accesso.Login.as_view(), name="account_login"),
    path("esci/", account.logout, name="account_logout"),
    path("sospeso/", account.account_inactive, name="account_inactive"),
    path("registrazione/", account.signup, name="account_signup"),
    path("conferma/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/scegli/", account.password_set, name="account_set_password"),
    path("recupero/", account.password_reset, name="account_reset_password"),
    path("recupero/inviato/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "recupero/fatto/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^recupero/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("email/", account.email, name="account_email"),
    path(
        "email/da-confermare/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    re_path(r"^email/(?P<key>[-:\w]+)/$", account.confirm_email, name="account_confirm_email"),
    path("invito/<str:token>/", inviti.accept_invitation, name="accept_invitation"),
    path("invito/<str:token>/chiedi/", inviti.ask_invitation, name="ask_invitation"),
    path("il-mio-accesso/", accesso.my_access, name="mfa_index"),
    path("sessioni/", accesso.sessions, name="usersessions_list"),
    path("codice/", mfa.authenticate, name="mfa_authenticate"),
    path("conferma/codice/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("conferma/passkey/", passkey.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("app/", totp.activate_totp, name="mfa_activate_totp"),
    path("app/togli/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("codici/", codici.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("codici/nuovi/", codici.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codici/scarica/", codici.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkey/", passkey.add_webauthn, name="mfa_add_webauthn"),
    path("passkey/entra/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("passkey/<slug:impronta>/nome/", accesso.RenamePasskey.as_view(), name="passkey_rename"),
    path("passkey/<slug:impronta>/togli/", accesso.RemovePasskey.as_view(), name="passkey_remove"),
    path("con/annullato/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("con/<slug:provider_id>/", accesso.gateway_login, name="openid_connect_login"),
    path("con/<slug:provider_id>/ritorno/", gateway.callback, name="openid_connect_callback"),
]
