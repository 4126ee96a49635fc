"""How people enter: what of django-allauth we decide ourselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the lead body, never by who asks for one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
