"""Desks that services of meetings and organisations are given in tests: the real queue and calendar files."""

from server.adapters.calendar_files import CalendarFiles
from server.adapters.job_queue import ProcrastinateQueue
from server.services.desks import MeetingDesk
from server.services.organisations.desk import OrganisationDesk

MAIL_FROM = "jeu@jokajobs.example.org"
ORGANISER_MAIL = "equipe@example.org"
BASE_URL = "https://jeu.example.org"
DESK = MeetingDesk(ProcrastinateQueue(), CalendarFiles(MAIL_FROM), organiser_mail=ORGANISER_MAIL)
ORGANISATION_DESK = OrganisationDesk(ProcrastinateQueue(), BASE_URL, ORGANISER_MAIL)
