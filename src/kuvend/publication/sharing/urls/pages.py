from django.urls import path

from kuvend.publication.sharing import views

urlpatterns = [
    path("share/<id:public_id>/", views.share, name="share"),
    path("share/<id:public_id>/notice/", views.notice, name="notice"),
    path("embed/<id:public_id>/", views.embed, name="embed"),
    path("cards/site.png", views.site_card, name="site_card"),
    path("cards/<id:public_id>.png", views.card, name="card"),
]
