from django.urls import path

from kuvend.publication.opendata import views

urlpatterns = [
    path("open-data/", views.open_data, name="open_data"),
    path("feeds/<slug:name>.atom", views.feed, name="data_feed"),
    path("feeds/institutions/<id:public_id>.atom", views.institution_feed, name="data_feed_institution"),
    path("feeds/processes/<id:public_id>.atom", views.process_feed, name="data_feed_process"),
]
