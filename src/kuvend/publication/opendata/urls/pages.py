from django.urls import path

from kuvend.publication.opendata import views

urlpatterns = [
    path("open-data/", views.open_data, name="open_data"),
    path("feeds/answers.atom", views.answers_feed, name="data_feed_answers"),
    path("feeds/contributions.atom", views.contributions_feed, name="data_feed_contributions"),
    path("feeds/reports.atom", views.reports_feed, name="data_feed_reports"),
    path("feeds/institutions/<id:public_id>.atom", views.institution_feed, name="data_feed_institution"),
    path("feeds/processes/<id:public_id>.atom", views.process_feed, name="data_feed_process"),
]
