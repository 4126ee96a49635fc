
app_name = "risorse"
urlpatterns: list = []
