from django.urls import path

from kuvend.participation.deliberation.views import ballot, data, officials, public

urlpatterns = [
    path("activities/<id:public_id>/vote/", ballot.vote, name="vote"),
    path("activities/<id:public_id>/votes/", ballot.my_votes, name="my_votes"),
    path("activities/<id:public_id>/statements/new/", ballot.new_statement, name="new_statement"),
    path("activities/<id:public_id>/results/", public.results, name="deliberation_results"),
    path("activities/<id:public_id>/results/mine/", ballot.my_place, name="my_place"),
    path("activities/<id:public_id>/run/", officials.run, name="run_deliberation"),
    path("statements/<id:public_id>/tend/", officials.tend, name="tend_statement"),
    path("open-data/deliberations/<id:public_id>/", data.deliberation_data, name="data_deliberation"),
    path("about/deliberation/", public.explained, name="about_deliberation"),
]
