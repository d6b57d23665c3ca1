"""Every URL there is, and the view that answers it: a file for each room of reader/views/.

The first pattern that matches is taken. So what has a name of its own stands before what takes
any name, and the rooms are in the order in which they are asked.
"""

from django.urls import path

from reader.urls import (
    account,
    admin,
    annotations,
    catalogs,
    desk,
    inbox,
    library,
    margin,
    moderation,
    reading,
)
from reader.views.site.robots import robots

urlpatterns = [
    *library.urlpatterns,
    *inbox.urlpatterns,
    *reading.urlpatterns,
    *margin.urlpatterns,
    *moderation.urlpatterns,
    *desk.urlpatterns,
    *account.urlpatterns,
    *annotations.urlpatterns,
    *catalogs.urlpatterns,
    *admin.urlpatterns,
    path("robots.txt", robots),
]

handler400 = "reader.views.site.errors.bad_request"
handler403 = "reader.views.site.errors.forbidden"
handler404 = "reader.views.site.errors.not_found"
handler429 = "reader.views.site.errors.too_many"
handler500 = "reader.views.site.errors.server_error"
