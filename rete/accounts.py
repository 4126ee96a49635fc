"""How people enter: what of django-allauth we decide ourselves."""

from hashlib import sha256

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from conciliazione import posta


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the lead body; mail goes out through the portal's outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Write the message to send. The same text to the same person is the same message."""
        contesto = {"request": self.request, "email": email, **context}
        messaggio = self.render_mail(template_prefix, email, contesto)
        impronta = sha256(f"{email}\n{messaggio.body}".encode()).hexdigest()
        posta.send(f"{template_prefix}:{impronta}", email, messaggio.subject, messaggio.body)
