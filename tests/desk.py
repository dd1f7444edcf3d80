"""What services of meetings are given in tests: the real queue and calendar files."""

from server.adapters.calendar_files import CalendarFiles
from server.adapters.job_queue import ProcrastinateQueue
from server.services.meeting_desk import MeetingDesk

MAIL_FROM = "jeu@jokajobs.example.org"
ORGANISER_MAIL = "equipe@example.org"
DESK = MeetingDesk(ProcrastinateQueue(), CalendarFiles(MAIL_FROM), organiser_mail=ORGANISER_MAIL)
