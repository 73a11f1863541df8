from django.urls import path

from kuvend.publication.search import views

urlpatterns = [path("search/", views.search, name="search")]
