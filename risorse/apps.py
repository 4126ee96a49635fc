from django.apps import AppConfig


class RisorseConfig(AppConfig):
    name = "risorse"
    verbose_name = "Risorse"
