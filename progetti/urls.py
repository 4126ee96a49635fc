
app_name = "progetti"
urlpatterns: list = []
