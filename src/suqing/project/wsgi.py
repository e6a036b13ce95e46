import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "suqing.project.settings")
application = get_wsgi_application()

from suqing.apps.audit.reading import start_flushing  # noqa: E402

start_flushing()
