"""Roles inside an alliance."""

from django.db.models import TextChoices


class RuoloPartenariato(TextChoices):
    CAPOFILA = "capofila", "Capofila"
    PARTNER = "partner", "Partner"
