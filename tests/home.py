"""Gives the tests a home of their own before the settings are read (loaded with `-p tests.home`)."""

import os
import tempfile

os.environ["SERVANDA_HOME"] = tempfile.mkdtemp(prefix="servanda-tests-")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.web.settings")
os.environ.pop("SERVANDA_LANG", None)
