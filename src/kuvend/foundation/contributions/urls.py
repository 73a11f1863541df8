from django.urls import path

from kuvend.foundation.contributions import views

urlpatterns = [
    path("contributions/<id:public_id>/comment/", views.reply, name="reply"),
    path("contributions/<id:public_id>/receipt/", views.receipt, name="receipt"),
    path("contributions/<id:public_id>/mine/", views.my_deeds, name="my_deeds"),
    path("contributions/<id:public_id>/edit/", views.edit, name="edit"),
    path("contributions/<id:public_id>/withdraw/", views.withdraw, name="withdraw"),
    path("contributions/<id:public_id>/support/", views.support, name="support"),
    path("outcomes/<id:public_id>/comment/", views.comment_on_outcome, name="comment_on_outcome"),
    path("activities/<id:public_id>/comment/", views.comment_on_activity, name="comment_on_activity"),
]
