from django.urls import include, path

from kuvend.publication.opendata import api, views

urlpatterns = [
    path("open-data/catalog.jsonld", views.catalogue_json, name="data_catalogue"),
    path("open-data/catalog.ttl", views.catalogue_turtle, name="data_catalogue_turtle"),
    path("open-data/<slug:name>.csv", views.csv_file, name="data_csv"),
    path("open-data/<slug:name>.json", views.json_file, name="data_json"),
    path("api/v1/openapi.json", api.openapi, name="data_openapi"),
    path("api/v1/", include(api.addresses())),
    path("robots.txt", views.robots, name="data_robots"),
    path("sitemap.xml", views.sitemap_index, name="data_sitemap"),
    path("sitemaps/<slug:name>-<int:number>.xml", views.sitemap_part, name="data_sitemap_part"),
]
