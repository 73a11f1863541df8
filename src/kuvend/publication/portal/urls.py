from django.urls import path

from kuvend.publication.portal.views import about, my_page, public

urlpatterns = [
    path("", public.home, name="home"),
    path("take-part/", public.take_part, name="take_part"),
    path("activities/<id:public_id>/", public.activity, name="activity"),
    path("processes/<id:public_id>/", public.process, name="process"),
    path("processes/<id:public_id>/documents/", public.process_documents, name="process_documents"),
    path("stages/<id:public_id>/", public.stage, name="stage"),
    path("contributions/", public.contributions, name="contributions"),
    path("contributions.csv", public.contributions_file, name="contributions_file"),
    path("record/", public.record_page, name="record_page"),
    path("record/<index:index>/", public.record_entry, name="record_page_entry"),
    path("about/", about.about, name="about"),
    path("about/accessibility/", about.accessibility, name="about_accessibility"),
    path("about/ogp/", about.ogp, name="about_ogp"),
    path("about/privacy/", about.privacy, name="about_privacy"),
    path("about/rules/", about.rules, name="about_rules"),
    path("about/verify/", about.verify, name="about_verify"),
    path("me/", my_page.me, name="me"),
    path("me/names/<id:public_id>/", my_page.my_name, name="my_name"),
    path("me/data/", my_page.my_data, name="my_data"),
    path("me/openings/", my_page.my_openings, name="my_openings"),
    path("me/erase/", my_page.erase_me, name="erase_me"),
    path("me/second-factor/", my_page.second_factor, name="second_factor"),
]
