from django.urls import path

from kuvend.foundation.notifications import views

urlpatterns = [path("demo/mail", views.mailbox, name="demo_mail")]
