"""`python -m tests.integration.law` writes down anew what the server shows and tells; look at what differs."""

from tests.integration.law.stage import Stage
from tests.integration.law.triples import write
from tests.support.databases import fresh_databases

with fresh_databases("law", is_durable=False) as databases:
    stage = Stage(databases.migrated("law"))
    try:
        write(stage)
    finally:
        stage.close()
