from django.urls import path

from kuvend.desk.views import (
    activities,
    answer,
    barriers,
    correction,
    documents,
    landings,
    lineage,
    moderation,
    partnership,
    passing,
    people,
    processes,
    stage_days,
    stages,
    succession,
    waiting,
)
from kuvend.desk.views.activity_changes import CHANGES, activity_change

urlpatterns = [
    path("", waiting.desk, name="desk"),
    path("answers/new/", waiting.answer_new, name="desk_answer_new"),
    path("responses/<id:public_id>/", answer.response, name="desk_response"),
    path("responses/<id:public_id>/correct/", correction.correct, name="desk_correct"),
    path("responses/<id:public_id>/texts/<id:outcome_id>/", landings.decide_landing, name="desk_decide_landing"),
    path("activities/<id:public_id>/answer/", waiting.answer_to_all_new, name="desk_answer_to_all"),
    path("pass-on/", passing.pass_chosen_on, name="desk_pass_chosen_on"),
    path("contributions/<id:public_id>/pass-on/", passing.pass_duty_on, name="desk_pass_on"),
    path("contributions/<id:public_id>/take-back/", passing.take_duty_back, name="desk_take_back"),
    path("contributions/<id:public_id>/hand-back/", passing.hand_duty_back, name="desk_hand_back"),
    path("activities/<id:public_id>/words/", lineage.words, name="desk_words"),
    path("merge/", lineage.merge, name="desk_merge"),
    path("contributions/<id:public_id>/split/", lineage.split, name="desk_split"),
    path("contributions/<id:public_id>/lead-back/", lineage.lead_back, name="desk_lead_back"),
    path("contributions/<id:public_id>/decide/", moderation.decide, name="desk_decide"),
    path("moderate/read/", moderation.read, name="desk_read"),
    path("moderate/", moderation.moderate, name="desk_moderate"),
    path("stages/", stages.stage_list, name="desk_stages"),
    path("stages/<id:public_id>/", stages.stage, name="desk_stage"),
    path("stages/<id:public_id>/move/", stage_days.stage_move, name="desk_stage_move"),
    path("texts/", succession.text_list, name="desk_texts"),
    path("texts/<id:public_id>/continue/", succession.text_continue, name="desk_text_continue"),
    path("texts/<id:public_id>/undo/", succession.text_undo, name="desk_text_undo"),
    path("processes/", processes.process_list, name="desk_processes"),
    path("processes/new/", processes.process_new, name="desk_process_new"),
    path("processes/<id:public_id>/documents/", documents.document_list, name="desk_documents"),
    path("processes/<id:public_id>/documents/new/", documents.document_new, name="desk_document_new"),
    *[
        path(
            f"documents/<id:public_id>/{deed}/",
            documents.document_version,
            {"deed": deed},
            name=f"desk_document_{deed}",
        )
        for deed in documents.DEEDS
    ],
    path("processes/<id:public_id>/correct/", processes.process_correct, name="desk_process_correct"),
    path("processes/<id:public_id>/end/", processes.process_end, name="desk_process_end"),
    path("processes/<id:public_id>/calendar/", stage_days.stage_calendar, name="desk_stage_calendar"),
    path("partnership/", partnership.partnership, name="desk_partnership"),
    path("gate-items/<id:public_id>/", stages.evidence, name="desk_evidence"),
    path("activities/", activities.activity_list, name="desk_activities"),
    path("activities/new/", activities.activity_new, name="desk_activity_new"),
    path("activities/drafts/<id:public_id>/", activities.activity_draft, name="desk_activity_draft"),
    path("activities/drafts/<id:public_id>/edit/", activities.activity_draft_edit, name="desk_activity_draft_edit"),
    *[
        path(f"activities/<id:public_id>/{deed}/", activity_change, {"deed": deed}, name=f"desk_activity_{deed}")
        for deed in CHANGES
    ],
    path("barriers/", barriers.barriers, name="desk_barriers"),
    path("barriers/<id:public_id>/", barriers.barrier_answer, name="desk_barrier"),
    path("people/", people.mandates, name="desk_people"),
    path("people/mandates/new/", people.mandate_new, name="desk_mandate_new"),
    path("people/mandates/<id:public_id>/vouch/", people.mandate_vouch, name="desk_mandate_vouch"),
    path("people/mandates/<id:public_id>/end/", people.mandate_end, name="desk_mandate_end"),
]
