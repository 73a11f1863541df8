from django.urls import path

from kuvend.publication.sharing import views

urlpatterns = [
    path("cards/site.png", views.site_card, name="site_card"),
    path("cards/<id:public_id>.png", views.card, name="card"),
]
