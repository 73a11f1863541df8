from django.urls import path

from kuvend.publication.papers import views

urlpatterns = [
    path("papers/<slug:name>/<id:public_id>/", views.paper, name="paper"),
    path("papers/<slug:name>/<id:public_id>.pdf", views.pdf, name="paper_pdf"),
    path("papers/<slug:name>/<id:public_id>.docx", views.docx, name="paper_docx"),
]
