"""/organiser/cases: the pages on which organisers read cases. Judging goes to /api/organiser, as JSON."""

from uuid import UUID

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from game_rules.cases.case import outcomes_of
from game_rules.cases.measure import ON_A_PLAYER, MeasureKind
from game_rules.refusals import Refused
from game_rules.text_limits import REASON_MAX_CHARS
from server.http.organiser.organiser_page import organiser_page, turned_away
from server.http.plumbing.roles import IsOrganiser, WhoJudges
from server.services.app_context import AppContext
from server.services.cases.judge import list_cases, open_case_file
from server.texts import case_pages as words


def case_pages_blueprint(app: AppContext, is_organiser: IsOrganiser, who_judges: WhoJudges) -> Blueprint:
    """The queue, which names nobody, and the page of one case, which does."""
    pages = Blueprint("case_pages", __name__, url_prefix="/organiser/cases")

    @pages.get("")
    def queue() -> Response:
        refused = turned_away(is_organiser)
        if refused is not None:
            return refused
        found = list_cases(app.context())
        return organiser_page(
            render_template(
                "cases.html",
                words=words,
                waiting=[one for one in found if one.closed_at is None],
                closed=[one for one in found if one.closed_at is not None],
            )
        )

    @pages.get("/<uuid:case_id>")
    def one_case(case_id: UUID) -> Response:
        refused = turned_away(is_organiser)
        if refused is not None:
            return refused
        try:
            found = open_case_file(who_judges(), case_id)
        except Refused:
            raise NotFound from None
        return organiser_page(
            render_template(
                "case.html",
                words=words,
                found=found,
                case=found.case,
                names=found.evidence.names,
                outcomes=outcomes_of(found.case.kind),
                on_a_player=[kind for kind in MeasureKind if kind in ON_A_PLAYER],
                liftable=ON_A_PLAYER,
                zone=app.context().zone,
                reason_max_chars=REASON_MAX_CHARS,
            )
        )

    return pages
