from django.urls import path

from kuvend.publication.changes import views

urlpatterns = [
    path("changes/", views.changes, name="changes"),
    path("outcomes/<id:public_id>/difference/", views.difference, name="difference"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar.ics", views.calendar_file, name="data_calendar"),
    path("processes/<id:public_id>/calendar.ics", views.calendar_file, name="data_calendar_process"),
]
