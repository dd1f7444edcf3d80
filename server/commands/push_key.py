"""The key for pushes where nobody set one: beside the private cluster, made once."""

import os
from dataclasses import replace

from server.adapters.postgres.embedded_postgres import cluster_home
from server.adapters.postgres.postgres_programs import server_account
from server.adapters.push.vapid_key import make_vapid_key_once
from server.settings import PROJECT_ROOT, Settings

_NAME = "vapid_private_key.pem"


def with_push_key(settings: Settings) -> Settings:
    """The settings, with a key of this checkout's own when its private cluster runs; somebody with a database of their
    own sets JOKAJOBS_VAPID_PRIVATE_KEY_FILE, or sends no pushes."""
    if settings.vapid_private_key_file is not None or os.environ.get("DATABASE_URL"):
        return settings
    file = cluster_home(PROJECT_ROOT) / _NAME
    make_vapid_key_once(file)
    if os.geteuid() == 0:
        # The folder is root's, and the server that reads the key is not (server/processes/lesser_user.py).
        os.chown(file, 0, server_account().gid)
        file.chmod(0o640)
    return replace(settings, vapid_private_key_file=file)
