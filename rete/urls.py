
app_name = "rete"
urlpatterns: list = []
