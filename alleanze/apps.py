from django.apps import AppConfig


class AlleanzeConfig(AppConfig):
    name = "alleanze"
    verbose_name = "Alleanze"
