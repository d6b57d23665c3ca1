"""The WSGI entry point, which `manage.py serve` serves."""

import os
from wsgiref.types import WSGIApplication

from django.core.wsgi import get_wsgi_application

from reader.web.instance_lock import hold_instance

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reader.settings")

hold_instance()
django_application = get_wsgi_application()

from reader.web.unchanged import answer_unchanged  # noqa: E402  # models, which that makes ready

application: WSGIApplication = answer_unchanged(django_application)
