"""/organiser/desk-codes: sheets for the desks of staffed places, each with a code for every day."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import NotFound

from game_rules.people.players import Language
from game_rules.refusals import Refused
from server.http.organiser.organiser_page import organiser_page, turned_away
from server.http.plumbing.roles import IsOrganiser
from server.services.app_context import AppContext
from server.services.meetings.desk_codes import list_desks, write_sheet
from server.texts.dates import named_day


def desk_code_pages_blueprint(app: AppContext, is_organiser: IsOrganiser) -> Blueprint:
    """The list of places, and the sheet of one, to be printed."""
    pages = Blueprint("desk_code_pages", __name__, url_prefix="/organiser/desk-codes")

    @pages.get("")
    def desks() -> Response:
        refused = turned_away(is_organiser)
        if refused is not None:
            return refused
        return organiser_page(render_template("desk_codes.html", desks=list_desks(app.context())))

    @pages.get("/<uuid:place_id>")
    def sheet(place_id: UUID) -> Response:
        refused = turned_away(is_organiser)
        if refused is not None:
            return refused
        try:
            found = write_sheet(app.context(), place_id)
        except Refused:
            raise NotFound from None
        return organiser_page(
            render_template("desk_sheet.html", sheet=found, named=partial(named_day, Language.FRENCH))
        )

    return pages
