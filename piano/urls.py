
app_name = "piano"
urlpatterns: list = []
