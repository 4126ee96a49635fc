
app_name = "alleanze"
urlpatterns: list = []
