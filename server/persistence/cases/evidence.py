"""Copies what a case is judged by, in SQL: what is copied once stays as it was, what has been said since is added."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

_PEOPLE = """
insert into case_person (case_id, player_id, account_id, role, name, email, age_band, joker_state, identity_checked_at)
select distinct on (c.id, p.id)
       c.id, p.id, a.id, part.role, a.display_name, a.email, a.age_band, j.state, j.identity_checked_at
from safety_case c
left join help_request call on call.id = c.subject_id and c.subject_kind = 'conversation'
left join meeting m on m.id = c.subject_id and c.subject_kind = 'meeting'
left join help_request met on met.id = m.call_id
left join application invited on invited.id = m.application_id
left join application applied on applied.id = c.subject_id and c.subject_kind = 'application'
cross join lateral (values
    (c.reporter_id, 'reporter', 1), (c.about_id, 'about', 2),
    (call.asker_id, 'other', 3), (call.joker_id, 'other', 3), (met.asker_id, 'other', 3), (met.joker_id, 'other', 3),
    (applied.player_id, 'other', 3), (invited.player_id, 'other', 3)
) as one(player_id, role, rank)
cross join lateral (
    select one.player_id, one.role, one.rank
    union all
    select member.id, 'member', 4 from organisation_member m2 join player member on member.account_id = m2.account_id
    where m2.organisation_id = c.organisation_id
) as part
join player p on p.id = part.player_id
join account a on a.id = p.account_id
left join joker j on j.player_id = p.id
where c.id = any(:ids)
order by c.id, p.id, part.rank
on conflict (case_id, player_id) do nothing
"""

_MINORS = """
update safety_case c set concerns_minor = true
where c.id = any(:ids) and not c.concerns_minor
  and exists (select from case_person p where p.case_id = c.id and p.age_band = '15_17' and p.role <> 'member')
"""

_CALLS = """
with calls as (
    select c.id as case_id, call.id, call.asker_id, call.text, call.asked_at
    from safety_case c
    left join meeting m on m.id = c.subject_id and c.subject_kind = 'meeting'
    join help_request call on call.id = case c.subject_kind when 'meeting' then m.call_id else c.subject_id end
    where c.id = any(:ids) and c.subject_kind in ('conversation', 'meeting')
)
insert into case_words (case_id, number, kind, author_id, text, said_at)
select case_id, 0, 'question', asker_id, text, asked_at from calls where text is not null
union all
select calls.case_id, said.sequence, 'message', said.sender_id, said.text, said.sent_at
from calls join help_message said on said.call_id = calls.id where said.text is not null
on conflict (case_id, number) do nothing
"""

_APPLICATIONS = """
insert into case_words (case_id, number, kind, author_id, text, said_at)
select c.id, words.number, words.kind, words.author_id, words.text, words.said_at
from safety_case c
left join meeting m on m.id = c.subject_id and c.subject_kind = 'meeting'
join application one on one.id = coalesce(m.application_id, c.subject_id)
cross join lateral (values
    (1, 'first_name', one.player_id, one.first_name, one.sent_at),
    (2, 'can_do', one.player_id, one.can_do, one.sent_at),
    (3, 'available', one.player_id, one.available, one.sent_at),
    (4, 'answers', one.player_id, array_to_string(one.answers, E'\n'), one.sent_at),
    (5, 'reply', null, one.reply, one.answered_at),
    (6, 'place', null,
     to_char(one.interview_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') || ', ' || one.interview_place,
     one.changed_at),
    (7, 'message', one.player_id, one.response_words, one.changed_at)
) as words(number, kind, author_id, text, said_at)
where c.id = any(:ids) and c.subject_kind in ('application', 'meeting') and words.text <> ''
on conflict (case_id, number) do nothing
"""

_OFFERS = """
insert into case_words (case_id, number, kind, author_id, text, said_at)
select c.id, words.number, words.kind, null, words.text, o.changed_at
from safety_case c
join offer o on o.id = c.subject_id
cross join lateral (values (1, 'title', o.title), (2, 'description', o.description)) as words(number, kind, text)
where c.id = any(:ids) and c.subject_kind = 'offer' and words.text <> ''
on conflict (case_id, number) do nothing
"""

_PLACES = """
insert into case_words (case_id, number, kind, author_id, text, said_at)
select c.id, 1, 'place', null, p.name, null from safety_case c join place p on p.id = c.subject_id
where c.id = any(:ids) and c.subject_kind = 'place'
on conflict (case_id, number) do nothing
"""

# Who came and who left may still be told after the copy; a name that has gone meanwhile stays copied.
_MEETINGS = """
insert into case_meeting (case_id, meeting_id, place, starts_at, ends_at, state, asker_id, joker_id,
    asker_checked_in_at, asker_checked_out_at, asker_came_by, asker_well_at,
    helper_checked_in_at, helper_checked_out_at, helper_came_by, helper_well_at,
    contact_name, contact_email, contact_phone, contact_answer)
select c.id, m.id, coalesce(p.name, m.interview_place), m.starts_at, m.ends_at, m.state,
    coalesce(call.asker_id, invited.player_id), call.joker_id,
    m.asker_checked_in_at, m.asker_checked_out_at, m.asker_came_by, m.asker_well_at,
    m.helper_checked_in_at, m.helper_checked_out_at, m.helper_came_by, m.helper_well_at,
    m.contact_name, m.contact_email, m.contact_phone, m.contact_answer
from safety_case c
join meeting m on case c.subject_kind when 'meeting' then m.id = c.subject_id else m.call_id = c.subject_id end
left join help_request call on call.id = m.call_id
left join application invited on invited.id = m.application_id
left join place p on p.id = m.place_id
where c.id = any(:ids) and c.subject_kind in ('conversation', 'meeting')
on conflict (case_id, meeting_id) do update set state = excluded.state,
    asker_checked_in_at = excluded.asker_checked_in_at, asker_checked_out_at = excluded.asker_checked_out_at,
    asker_came_by = excluded.asker_came_by, asker_well_at = excluded.asker_well_at,
    helper_checked_in_at = excluded.helper_checked_in_at, helper_checked_out_at = excluded.helper_checked_out_at,
    helper_came_by = excluded.helper_came_by, helper_well_at = excluded.helper_well_at,
    contact_name = coalesce(excluded.contact_name, case_meeting.contact_name),
    contact_email = coalesce(excluded.contact_email, case_meeting.contact_email),
    contact_phone = coalesce(excluded.contact_phone, case_meeting.contact_phone),
    contact_answer = coalesce(excluded.contact_answer, case_meeting.contact_answer)
"""

_STEPS = (_PEOPLE, _MINORS, _CALLS, _APPLICATIONS, _OFFERS, _PLACES, _MEETINGS)


def copy_evidence(session: Session, case_ids: Collection[UUID]) -> None:
    """Copies what there is now for each of the cases; done again it adds only what is new."""
    if case_ids:
        for step in map(text, _STEPS):
            session.execute(step, {"ids": list(case_ids)})
