from django.urls import path

from kuvend.publication.sharing import views

urlpatterns = [path("k/<typed_id:typed_id>", views.short_address, name="short_address")]
