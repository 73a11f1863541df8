from django.urls import path

from kuvend.foundation.notifications import views

urlpatterns = [path("me/reminders/", views.my_reminders, name="my_reminders")]
