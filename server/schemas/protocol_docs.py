"""Writes docs/protocol.md from the events and payloads in `protocol`; nothing here is known twice."""

from collections.abc import Iterator
from typing import Any

from game_rules.limits import DEFAULT_LIMITS
from game_rules.play.limits import MAX_BATCHES_PER_10_S, MAX_FIXES_PER_BATCH
from game_rules.wire_limits import MAX_MESSAGE_BYTES, MAX_MESSAGES_PER_10_S
from server.schemas.protocol import (
    FROM_CLIENT,
    HELP_FROM_CLIENT,
    HELP_NAMESPACE,
    HELP_TO_CLIENT,
    JOIN_WITHIN_S,
    MAX_UNREADABLE,
    NAMESPACE,
    SESSION_COOKIE,
    TO_CLIENT,
    Event,
    host_cookie,
    json_schema,
)

Schema = dict[str, Any]

MAX_MESSAGE_KIB = MAX_MESSAGE_BYTES // 1024
STALE_AFTER_H = DEFAULT_LIMITS.stale_after_s / 3600
STARTS = DEFAULT_LIMITS.day_starts_max
WALK_KM, WALK_H = DEFAULT_LIMITS.day_walk_max_m / 1000, DEFAULT_LIMITS.day_walk_max_s / 3600
DISCOVERIES, VISITS = DEFAULT_LIMITS.day_discoveries_max, DEFAULT_LIMITS.day_visits_max

OVERVIEW = f"""\
# Protocol of the sockets

Made by `jokajobs protocol markdown` from `server/schemas/`: change it there. `jokajobs protocol json` prints the same
as JSON Schema, with the payloads of the HTTP API.

## Connecting

Socket.IO 5 over WebSocket, with two namespaces on one connection: `{NAMESPACE}` for walking, and `{HELP_NAMESPACE}`
for calls to Jokers and conversations. The connection carries the session's cookie, `{SESSION_COOKIE}`, behind
HTTPS `{host_cookie(SESSION_COOKIE)}`, which `POST /api/guests` and `POST /api/sign-in` set. Without a valid one it is
refused, with a [problem](#problem) as the `data` of the refusal. When the session ends, the server closes the
connection: whoever signed in anew connects again.
Each event has exactly one argument, a JSON object. Times are RFC 3339 with an offset, ids are UUIDs, positions
WGS 84 degrees. Where a network lets no WebSocket through, Engine.IO's long polling carries the same; polling by script
(JSONP) is refused.

The first event on every connection to `{NAMESPACE}` is a `snapshot`, to `{HELP_NAMESPACE}` a `help_snapshot`. It
holds all that a client shows, and so makes good whatever was pushed while the connection was broken.
Events go to all devices of a player.

## Snapshot and events

A player has a `version`, which every change of their own game moves on. A `snapshot` was read at one moment and says
the version of it; an event and an acknowledgement say the version that their change has made. **A snapshot holds what
has its version or an older one, and nothing else.** As fixes may be sent as soon as the connection stands, something
may happen while the snapshot is being read: clients show at once what they are told, and keep it until the snapshot has
come. Then they show the snapshot, and apply to it what they were told since the connection began and it does not hold.
From then on they leave out what it holds: it may have been taken back since. So nobody is ever shown less than they
were told, and an old event undoes nothing.

Numbers are missing in the row: not every change is told, and several events may have one version. Some events have
none: `offers_changed` and `application_changed` carry each thing whole, `hint` and `joker_nearby` replace what was told
before and say what is so at the moment, and `level_reached` is only a word about `totals`. `offers_under_clouds` is
counted for a snapshot and for new wishes; in between clients take off what is found and fits.

On `{HELP_NAMESPACE}` nothing has a version. Each event carries its thing whole, and comes in the order in which things
happened; messages have numbers. What is told before the `help_snapshot` is applied to it once more, all of it.

## The life of a batch

1. The phone records fixes and keeps each until it is acknowledged.
2. It sends the oldest as one `gps_fixes` and waits for the acknowledgement before it sends the next. A live walk
   sends one every few seconds; a walk brought home later is sent as fast as it is acknowledged. A message holds at
   most {MAX_FIXES_PER_BATCH} fixes and {MAX_MESSAGE_KIB} KiB; {MAX_BATCHES_PER_10_S} messages are taken in 10 s.
   Fixes older than {STALE_AFTER_H:g} h are judged, but lift and win nothing.
3. The server judges the fixes, writes what they earn, and acknowledges **after COMMIT**: a verdict per fix, the
   totals, and in `repeat` the fixes to send again as `context`. The events that tell what was won leave at the same
   time. One that is lost on the way comes back in the next `snapshot`.
4. The phone forgets the acknowledged fixes, save those to repeat. It numbers the `context` it sent, then the
   `fixes`, from 0; `repeat` names places in that row. They are the `context` of its next batch, in that order, each
   with the verdict it got, and with the `context_seal` that the acknowledgement brought: a context that was not asked
   for is refused (`context_not_ours`). The phone then forgets it and sends the same fixes without: a new start, of
   which a player has {STARTS} a day before the rest of that device's day lifts clouds only.
5. When the connection breaks before the acknowledgement, nobody knows whether the batch was written. The phone
   connects again and sends it again, with the same `context`: **at least once**, and **idempotent**, for a batch that
   was written changes nothing a second time.

Fixes are judged against the same device's earlier ones: speed is a matter of two positions. With the `context` a
server that was restarted, or another one, decides the same. Context is judged against and never earns anything.
Live fixes are judged against the player's other devices too: where one of them walks, another cannot be far away.

A day's budget bounds what one player wins: {WALK_KM:g} km and {WALK_H:g} h of walking with one device,
{DISCOVERIES} offers discovered, {VISITS} visited. Beyond it clouds lift on, nothing more is won, and no offer shows
itself; `held_back` says which part is used up, whatever is near.

## When something is not accepted

The acknowledgement then has `ok: false` and a [problem](#problem), the same object that the HTTP API answers with.
The connection stays open, until the {MAX_UNREADABLE}th packet that cannot be read; nothing is binary, and no push
asks for an acknowledgement. A connection that is in no namespace for {JOIN_WITHIN_S:g} s is closed too. Clients act on
two of the problem's fields:

- `retryable: true`: keep the batch, wait `retry_after_s` (or a while, when it is null), send it again.
- `retryable: false`: the same message will never be accepted. Drop the batch, count it, go on with the next; the
  `context` stays that of the last batch that was accepted.

One code leaves open whether anything was changed: `internal_error`. A batch of fixes so answered is sent again once, as
after a broken connection, and dropped when the second answer is no better.
"""

_SEATS, _STARTS_S = DEFAULT_LIMITS.wave_seats, DEFAULT_LIMITS.wave_starts_s

HELP_OVERVIEW = f"""\
## Calls and conversations

Everything on `{HELP_NAMESPACE}`: a player asks, Jokers are told, one answers, and the two write to each other. Whoever
signs in may open it; for a Joker, its being open is being there, until {DEFAULT_LIMITS.joker_gone_after_s:g} s after
it closed. {MAX_MESSAGES_PER_10_S} messages are taken in 10 s, `typing` apart.

1. `ask_joker`. The device makes the `call_id`: sent again after a lost acknowledgement, the question is asked once.
   The best {_SEATS[0]} Jokers get `call_offered` at once, {_SEATS[1]} more after {_STARTS_S[1]:g} s, everyone after
   {_STARTS_S[2]:g} s. Nobody's name is told, and of an offer only its title. Calls are counted by client, too: the
   problem `too_many_requests` says how long to wait.
2. `accept_call`. The first one gets it, and both get `conversation_changed` with the other's name. The others get
   `call_taken` at once; an `accept_call` that comes too late is answered with the problem `call_taken`.
3. When nobody has answered after {DEFAULT_LIMITS.call_unanswered_after_s:g} s, or at once when there is nobody to
   ask, the player gets `call_changed` with the state `waiting`: the call stays, and the next free Joker is told. After
   a day it is `expired`. `withdraw_call` takes it back; Jokers then get `call_gone`.
4. The conversation has the call's id. Each message gets the next `sequence`, without gaps, and its acknowledgement
   leaves **after COMMIT**. A device keeps a message until it is acknowledged and sends it again with the same
   `client_id`: it is kept once. The socket that sent it gets no echo; the person's other devices do.
5. After a lost connection the `help_snapshot` tells each conversation's `last_sequence`. A device asks with
   `fetch_messages` for what comes after the newest one it has, until `more` is false. A `message` whose `sequence` is
   not the next one means that something was missed: fetch then, too.
6. `mark_messages` says how far one has received and read; the other gets `messages_marked`.
7. `close_conversation` ends it. The asker's `helped: true` gives points to both (`points_awarded` on `{NAMESPACE}`).
8. `block` hides the two from each other everywhere: both get `conversation_gone`, and to both it looks the same.

A text in which somebody under 18 wrote a phone number or an e-mail address is answered with the problem
`contact_data_found`, whose `errors` say from which character to which. Show it and ask; then send again with
`confirmed: true`.
"""

_DURATIONS = " or ".join(str(minutes) for minutes in DEFAULT_LIMITS.meeting_durations_min)

MEETING_OVERVIEW = f"""\
## Meetings

The two of a conversation meet at a staffed public place in its opening hours, for {_DURATIONS} minutes. Each of these
events is acknowledged with the meeting as it stands, and the other one, and the person's other devices, get
`meeting_changed`. All meetings to come and those of the last 30 days are in the `help_snapshot`.

1. `GET /api/conversations/{{conversation_id}}/meeting-slots?duration_minutes=30` tells where and when both are free.
2. `propose_meeting`, by either of the two. The device makes the `meeting_id`. Another proposal takes the place of the
   open one: that is a counter-proposal. A meeting that is set has to be cancelled first. The Joker's identity must have
   been checked (`identity_not_checked`), whoever asks.
3. `confirm_meeting`, by the other one. Where `contact_needed`, the asker is under 18 and names a `trusted_contact`, in
   the proposal or here (`trusted_contact_needed`); the Joker never sees it. Both get a mail with a calendar entry; it
   is at `GET /api/meetings/{{meeting_id}}.ics`. A proposal that nobody answers lapses at its start.
4. `cancel_meeting` before it begins and before anybody is there. `cancelled_by: game` is neither of the two; nobody is
   told why.
5. `late_for_meeting` in minutes. There are reminders the day before and an hour before.
6. `check_in` with a position near the place or with a `code`, from {DEFAULT_LIMITS.meeting_check_in_early_s / 60:g}
   minutes before until the end. The code is the one that the other one shows
   (`GET /api/meetings/{{meeting_id}}/presence-code`), or that of the place's desk for the day; a wrong one is
   `presence_code_wrong`. It speaks for who enters it alone. Once both have checked in, both get points
   (`points_awarded` on `{NAMESPACE}`), for one meeting of the same two a day.
7. `say_well` says that one is not coming and that all is well; after the end, that all is well. Who neither came nor
   said so, nor that they are late, is asked {DEFAULT_LIMITS.meeting_ask_if_well_s / 60:g} minutes after the start
   (`meeting_all_well`), and once more at the end.
8. `check_out` near the place, with a code, or, for who came by a code, without either.
   {DEFAULT_LIMITS.meeting_check_out_grace_s / 60:g} minutes after the end, who came and has not checked out is missed,
   and so is a player under 18 of whom nothing is known: the trusted contact and the organiser are told at once. From
   then on `check_out` takes no proof; it, or `say_well`, says that all is well, and they are told that, too.

A player under 18 who says yes to an employer's interview (`POST /api/me/applications/{{application_id}}/response`) has
such a meeting, too, whose `conversation_id` is null. It takes `check_in`, `check_out` and `say_well`; all else is said
in the application.

The position with a check-in or check-out is judged and forgotten. It may be {DEFAULT_LIMITS.meeting_fix_max_age_s:g} s
old and {DEFAULT_LIMITS.meeting_accuracy_max_m:g} m inaccurate (`position_not_usable`). It is near the place within
{DEFAULT_LIMITS.meeting_radius_m:g} m, and as far beyond as the position is inaccurate, up to
{DEFAULT_LIMITS.meeting_accuracy_bonus_max_m:g} m. A place that is itself known to no better than
{DEFAULT_LIMITS.meeting_place_accuracy_max_m:g} m (`is_exact: false`) takes codes alone (`place_not_exact`).
"""

APPLICATION_OVERVIEW = f"""\
## Being interested in an offer

Over HTTP; `{NAMESPACE}` tells what came of it.

1. `POST /api/offers/{{offer_id}}/application` with a first name and what one can do. The offer must have been
   discovered, and take applications (`takes_applications`). The same words sent again are kept once; other words are
   answered with the problem `already_applied`. Guests may apply.
2. The organisation's members get a mail with a link for each answer, or answer in the app. The player gets
   `application_changed` on `{NAMESPACE}`, and a notification for each answer.
3. After {DEFAULT_LIMITS.application_reminder_after_days} days without an answer `reminder_due` is true.
   `POST /api/me/applications/{{application_id}}/reminded` says that the player asked again, and gives points, once.
4. After `closes_on` the wait is closed (`close`); when the offer is filled, all that is under way is (`fill`). What a
   worker closes is told by a `notification` alone. `GET /api/me/applications` has all of them: ask on each connection.
"""


def protocol_markdown() -> str:
    """The whole document, ending in a newline."""
    definitions: dict[str, Schema] = json_schema()["$defs"]
    lines = [OVERVIEW]
    lines += ["## From the phone", ""]
    for event in FROM_CLIENT:
        lines += _event_section(event, definitions)
        for answer in event.ack:
            lines += [f"#### Acknowledged with {answer.__name__}", "", *_payload(answer.__name__, definitions)]
    lines += ["## To the phone", ""]
    for event in TO_CLIENT:
        lines += _event_section(event, definitions)
    lines += [APPLICATION_OVERVIEW, HELP_OVERVIEW, MEETING_OVERVIEW, "## From the phone, on the help namespace", ""]
    for event in HELP_FROM_CLIENT:
        lines += _event_section(event, definitions)
        # What a problem looks like stands above; it is the same here.
        answer_names = [_link(ack.__name__) for ack in event.ack if ack.__name__ not in _played()]
        lines += [f"Acknowledged with {' or '.join(answer_names)}, or with a problem.", ""]
    lines += ["## To the phone, on the help namespace", ""]
    for event in HELP_TO_CLIENT:
        lines += _event_section(event, definitions)
    lines += ["## Parts of payloads", ""]
    described = _played()
    described += [event.payload.__name__ for event in (*HELP_FROM_CLIENT, *HELP_TO_CLIENT)]
    further = [ack.__name__ for event in HELP_FROM_CLIENT for ack in event.ack if ack.__name__ not in described]
    for name in sorted({*_parts([*described, *further], definitions), *further}):
        lines += [f"### {name}", "", *_payload(name, definitions)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _played() -> list[str]:
    """The payloads that are described with the events of the play namespace."""
    return [payload.__name__ for event in (*FROM_CLIENT, *TO_CLIENT) for payload in (event.payload, *event.ack)]


def _event_section(event: Event, definitions: dict[str, Schema]) -> list[str]:
    return [f"### `{event.name}`", "", *_payload(event.payload.__name__, definitions)]


def _payload(name: str, definitions: dict[str, Schema]) -> list[str]:
    """Returns the lines that say what the definition is for, and its fields or values."""
    schema = definitions[name]
    lines: list[str] = []
    if "description" in schema:
        lines += [_without_event_name(_one_line(schema["description"])), ""]
    if "enum" in schema:
        return [*lines, f"One of {', '.join(f'`{value}`' for value in schema['enum'])}.", ""]
    if not schema.get("properties"):
        return lines
    lines += ["| field | type | meaning |", "|---|---|---|"]
    required = schema.get("required", [])
    for field, field_schema in schema["properties"].items():
        meaning = _meaning(field_schema, definitions)
        if field not in required:
            meaning = f"{meaning} May be left out.".strip()
        lines.append(f"| `{field}` | {_type(field_schema)} | {meaning.replace('|', chr(92) + '|')} |")
    return [*lines, ""]


def _meaning(schema: Schema, definitions: dict[str, Schema]) -> str:
    """Returns what the field says of itself, or else what its only part says."""
    parts = list(_references(schema))
    if "description" not in schema and len(parts) == 1:
        schema = definitions[parts[0]]
    return _one_line(schema.get("description", ""))


def _without_event_name(description: str) -> str:
    """Docstrings of payloads begin with their event's name; here it stands in the heading already."""
    if description.startswith("`") and "`: " in description:
        description = description.partition("`: ")[2]
        return description[:1].upper() + description[1:]
    return description


def _type(schema: Schema) -> str:
    """The type in words: "list of 1 to 200 [FixIn](#fixin)", "string (date) or null"."""
    if "$ref" in schema:
        return _link(_referred(schema))
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(_type(choice) for choice in choices)
    if "const" in schema:
        return f"always `{str(schema['const']).lower()}`"
    if schema["type"] == "array":
        return f"list of {_count(schema)}{_type(schema['items'])}"
    details = [str(schema["format"])] if "format" in schema else []
    if "pattern" in schema:
        details.append(f"`{schema['pattern']}`")
    if "minimum" in schema and "maximum" in schema:
        details.append(f"{schema['minimum']:g} to {schema['maximum']:g}")
    if "maxLength" in schema:
        details.append(f"{schema.get('minLength', 0)} to {schema['maxLength']} characters")
    return str(schema["type"]) + (f" ({', '.join(details)})" if details else "")


def _count(schema: Schema) -> str:
    return f"{schema.get('minItems', 0)} to {schema['maxItems']} " if "maxItems" in schema else ""


def _parts(roots: list[str], definitions: dict[str, Schema]) -> list[str]:
    """The names of all definitions that the roots lead to, sorted, without the roots."""
    found: set[str] = set()
    ahead = list(roots)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += _references(definitions[name])
    return sorted(found - set(roots))


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield _referred(schema)
        for part in schema.values():
            yield from _references(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _references(part)


def _referred(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _link(name: str) -> str:
    return f"[{name}](#{name.lower()})"


def _one_line(text: str) -> str:
    return " ".join(text.split())
