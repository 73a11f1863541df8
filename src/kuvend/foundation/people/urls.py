from django.urls import path

from kuvend.foundation.people import views

urlpatterns = [
    path("me/prove/", views.prove, name="prove"),
    path("me/mandate-secret/", views.mandate_secret, name="mandate_secret"),
    path("me/sessions/", views.my_sessions, name="my_sessions"),
    path("me/language/", views.my_language, name="my_language"),
    path("way-back/<str:token>/", views.way_back, name="way_back"),
    path("account/2fa/webauthn/login/", views.passkey_challenge, name="passkey_challenge"),
]
