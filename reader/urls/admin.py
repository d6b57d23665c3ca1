"""Django's admin."""

from django.contrib import admin
from django.urls import path

from reader.admin.entrance import change_password, login
from reader.admin.rights import to_its_page

urlpatterns = [
    # The first two stand before Django's own of the same URLs.
    path("admin/login/", login),
    path("admin/password_change/", admin.site.admin_view(change_password)),
    path("admin/r/<int:content_type_id>/<path:object_id>/", to_its_page, name="admin_object"),
    path("admin/", admin.site.urls),
]
