"""Each rule of ours finds a bad sample, lets a good one pass, and can be excused with a reason."""

from pathlib import Path

import pytest

from tests.lint.__main__ import findings
from tests.lint.locks import Pinned, complaints, pinned_by_npm, pinned_by_pip, read_known_bad
from tests.lint.page_rules import LINK, broken_in_client, broken_in_template
from tests.lint.python_rules import (
    DOCSTRING,
    LOCK,
    LOG,
    PATTERN,
    SQL,
    TEMPLATE,
    TERMINAL,
    VAIN_WAIT,
    broken_in_docstrings,
    broken_in_python,
    broken_in_waits,
)
from tests.lint.room_rules import too_full
from tests.lint.service_parameters import broken_in_services


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Template(title)", TEMPLATE),
        ("jinja2.Template('a' + title)", TEMPLATE),
        ("environment.from_string(text)", TEMPLATE),
        ("render_template_string(f'{title}')", TEMPLATE),
        ("Markup(title)", TEMPLATE),
        ("import folium; folium.Tooltip(escape(title))", TEMPLATE),
        ("import folium; folium.Popup(html=title)", TEMPLATE),
        ("from branca.element import Element; Element(page)", TEMPLATE),
        ("query.with_for_update()", LOCK),
        ("query.with_for_update(skip_locked=True, of=Row)", LOCK),
        ("session.get(Row, number, with_for_update=True)", LOCK),
        ("session.get(Row, number, with_for_update={'skip_locked': True})", LOCK),
        ("from sqlalchemy import text; text('select id from offer order by id for update')", LOCK),
        ("import psycopg; connection.execute('SELECT 1 FROM offer FOR  UPDATE SKIP LOCKED')", LOCK),
        ("import sqlalchemy as sa; sa.text('select id from offer for update of offer ' + _MORE)", LOCK),
        ("log.info(f'{title}')", LOG),
        ("log.info('a %s' % title)", LOG),
        ("log.log(20, sentence)", LOG),
        ("self.logger.warning('%s', mail.to_address)", LOG),
        ("log.info('%s', len(help_message.text))", LOG),
        ("logging.error('%s', token)", LOG),
        ("log.debug('%s', fix.position)", LOG),
        ("from sqlalchemy import text; session.execute(text(f'select {name}'))", SQL),
        ("import sqlalchemy as sa; sa.text('select ' + name)", SQL),
        ("import sqlalchemy as sa; sa.text(statement)", SQL),
        ("from psycopg import sql; sql.SQL(name)", SQL),
        ("from sqlalchemy import text; list(map(text, steps))", SQL),
        ("from sqlalchemy import Engine; connection.exec_driver_sql('a %s' % name)", SQL),
        ("from sqlalchemy import select; Row.name.ilike(f'%{name}%')", PATTERN),
        ("from sqlalchemy import select; Row.name.icontains(name)", PATTERN),
        ("from sqlalchemy import func; func.to_tsquery(words)", PATTERN),
        ("click.echo(f'{title}')", TERMINAL),
        ("sys.stderr.write(line)", TERMINAL),
    ],
)
def test_a_line_that_breaks_a_rule_is_found(line: str, rule: str) -> None:
    assert {one.rule for one in broken_in_python(line)} == {rule}
    (one,) = {one.line for one in broken_in_python(f"first = 1\n{line}\n")}
    assert one == 2


@pytest.mark.parametrize(
    "line",
    [
        "Template('{{ title }}')",
        "render_template('page.html', title=title)",
        "ElementTree.Element(name)",
        "import folium; folium.GeoJson(outline)",
        "query.with_for_update(key_share=True)",
        "query.with_for_update(read=True, of=Row)",
        "session.get(Row, number, with_for_update={'key_share': True})",
        "from sqlalchemy import text; text('select id from offer for no key update')",
        "from sqlalchemy import text; text('select id from offer for share')",
        "from sqlalchemy import text; text('update offer set version = 2')",
        "'Nothing for update: no SQL is made here.'; log.info('waits for update')",
        "import sqlalchemy\ndef lock():\n    'Takes the row for update.'",
        "log.info('a mail was sent')",
        "log.info('%d of %d', done, count)",
        "log.warning('%s', type(error).__name__)",
        "say(f'{title}')",
        "from sqlalchemy import text; text('select :name')",
        "import sqlalchemy as sa; sa.text(f'comment on column a.b is {_WORDS}' + _MORE)",
        "paragraph.text(title)",
        "from sqlalchemy import select; Row.name.icontains(name, autoescape=True)",
        "from sqlalchemy import select; Row.name.like('a%')",
        "from sqlalchemy import func; func.websearch_to_tsquery(words)",
        "from sqlalchemy import text; list(map(text, _STEPS))",
        "click.echo('Done.')",
        "click.echo(written_out(line))",
        "file.write(title)",
    ],
)
def test_a_line_that_breaks_none_passes(line: str) -> None:
    assert broken_in_python(line) == []


def test_an_excuse_names_the_rule_and_a_reason() -> None:
    line = "query.with_for_update()"
    assert broken_in_python(f"# allowed lock-strength: the rows are deleted\n{line}") == []
    assert broken_in_python(f"{line}  # allowed lock-strength: the rows are deleted") == []
    for wrong in ("# allowed lock-strength:", "# allowed log-text: the rows are deleted", "# allowed"):
        assert broken_in_python(f"{wrong}\n{line}")
    assert broken_in_python(f"# allowed lock-strength: too far away\n\n{line}")


@pytest.mark.parametrize("word", ["What", "Who", "Whose", "Whom", "Whether", "Where", "How", "When"])
def test_a_docstring_that_begins_with_a_question_word_is_found(word: str) -> None:
    says = f'"""{word} it is."""'
    for line, text in (
        (1, f"{says}\nfirst = 1\n"),
        (1, f'"""\n{word} it is.\n"""\n'),
        (2, f"class Offer:\n    {says}\n"),
        (2, f"def offer():\n    {says}\n"),
        (2, f"async def offer():\n    {says}\n"),
        (3, f"class Offer:\n    def title(self):\n        {says}\n"),
    ):
        assert [(one.line, one.rule) for one in broken_in_docstrings(text)] == [(line, DOCSTRING)]


@pytest.mark.parametrize(
    "text",
    [
        '"""Tells what it is."""',
        '"""Whoever comes late."""',
        '"""Location of offers."""',
        '"""`When` of an event."""',
        'LIMIT = 1\n"""What it limits."""',
        "def offer():\n    return 'What it is.'",
        "# What it is.\n",
        'def offer():  # allowed docstring-begins: quotes a form\n    """Where it is."""',
        "",
    ],
)
def test_a_docstring_that_begins_otherwise_passes(text: str) -> None:
    assert broken_in_docstrings(text) == []


@pytest.mark.parametrize(
    "line",
    [
        *("process.wait(DEADLINE_S)", "events.get(timeout=DEADLINE_S)", "thread.join(WALK_DEADLINE_S)"),
        *("process.communicate(timeout=DEADLINE_S)", "deadline = monotonic() + DEADLINE_S"),
    ],
)
def test_a_wait_that_would_fail_without_a_word_is_found(line: str) -> None:
    assert [(one.line, one.rule) for one in broken_in_waits(f"first = 1\n{line}\n")] == [(2, VAIN_WAIT)]


@pytest.mark.parametrize(
    "line",
    [
        *("requests.get(url, timeout=DEADLINE_S)", "end_of(process, 'the worker', within_s=DEADLINE_S)"),
        *("enough.wait(PAUSE_S)", "got = answers.get(timeout=DEADLINE_S)  # allowed vain-wait: silence is an outcome"),
    ],
)
def test_a_wait_that_says_what_it_waits_for_passes(line: str) -> None:
    assert broken_in_waits(line) == []


def test_docstrings_are_looked_at_in_tests_too_and_not_in_migrations(tmp_path: Path) -> None:
    for name in ("server/persistence/migrations/versions/a.py", "server/a.py", "tests/unit/a.py", "tests/lint/a.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text('"""What it is."""\n')
    (tmp_path / "tests/lint/known_bad.txt").touch()
    found = [one.partition(" begins with ")[0] for one in findings(tmp_path)]
    assert found == [
        "server/a.py:1: docstring-begins:",
        "tests/lint/a.py:1: docstring-begins:",
        "tests/unit/a.py:1: docstring-begins:",
    ]


@pytest.mark.parametrize(
    "line",
    [
        *("{{ title | safe }}", "{{ title|safe }}", "{% autoescape false %}"),
        *(
            "<script>const a = {{ title }};</script>",
            "<p onclick=\"say('{{ title }}')\">",
            "<p style='color: {{ it }}'>",
        ),
        *("<p class={{ name }}>", "<input value={{ name }} >"),
    ],
)
def test_a_template_that_trusts_a_value_is_found(line: str) -> None:
    assert broken_in_template(line)
    assert broken_in_template(f"{{# allowed unescaped: made of digits #}}\n{line}") == []


@pytest.mark.parametrize(
    "line",
    [
        *("{{ title }}", "{{ a | safest }}", "is it safe?", '<p class="{{ name }}" data-a="{{ b }}">'),
        *("<a href=\"{{ public_url('a.css') }}\">", '<a href="{{ base_url }}/a">', '<a href="/a/{{ id }}">'),
        *('<a href="{{ offer.apply_url | web_address }}">', '<script src="/a.js"></script> {{ title }}'),
        "{% set url = '/a' %}",
    ],
)
def test_a_template_that_escapes_passes(line: str) -> None:
    assert broken_in_template(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "{@html offer.title}",
        "node.innerHTML = title",
        "node.outerHTML += title",
        "node.insertAdjacentHTML('beforeend', title)",
        "document.write(title)",
        "range.createContextualFragment(title)",
        "frame.srcdoc = title",
        "eval(title)",
        "new Function(title)",
        "setTimeout('run()', 1)",
        "new DOMParser().parseFromString(title, 'text/html')",
        "node.setAttribute('onclick', title)",
        "node.style.cssText = title",
        '<p style="color: {title}">',
        "<p style={title}>",
    ],
)
def test_a_client_that_makes_html_or_code_of_a_text_is_found(line: str) -> None:
    assert broken_in_client(line)


@pytest.mark.parametrize(
    "line",
    ["<a href={offer.apply_url}>", "<img src={ picture }>", "<a {href}>", "location.href = link", "location = link",
     "location.replace(link)", "window.open(link)", "anchor.href = link", "image.setAttribute('src', link)"],
)  # fmt: skip
def test_a_client_that_makes_a_link_of_a_value_is_found(line: str) -> None:
    assert {one.rule for one in broken_in_client(line)} == {LINK}
    assert broken_in_client(f"// allowed unchecked-link: made of digits\n{line}") == []


@pytest.mark.parametrize(
    "line", ['<a href="{{ offer.page }}">', "<form action='{{ path }}{{ more }}'>", '<img src="{{a}}">']
)
def test_a_template_that_makes_a_link_of_a_value_is_found(line: str) -> None:
    assert {one.rule for one in broken_in_template(line)} == {LINK}


@pytest.mark.parametrize(
    "line",
    ["<a href={webAddress(offer.apply_url)}>", '<a href="/offres">', "<a href={api.poster(id)}>",
     "<a href={hashOf({ name })}>", "location.href === link", "new URL(location.href)",
     "location.replace('/organiser')"],
)  # fmt: skip
def test_a_client_whose_links_are_looked_at_passes(line: str) -> None:
    assert broken_in_client(line) == []


@pytest.mark.parametrize("line", ["node.textContent = title", "{title}", "setTimeout(run, 1)", "retrieval(title)"])
def test_a_client_that_shows_a_text_as_text_passes(line: str) -> None:
    assert broken_in_client(line) == []


KNOWN = read_known_bad("# a comment\npypi Old_Name <2.0 CVE-1\nnpm bad ==1.2.3 CVE-2\npypi gone any given up\n")


@pytest.mark.parametrize(
    ("registry", "name", "version", "is_bad"),
    [
        ("pypi", "old-name", "1.9.9", True),
        ("pypi", "old-name", "2.0", False),
        ("npm", "old-name", "1.0", False),
        ("npm", "bad", "1.2.2", False),
        ("npm", "bad", "1.2.3", True),
        ("npm", "bad", "1.2.4-next.1", False),
        ("pypi", "gone", "99", True),
    ],
)
def test_a_version_that_is_known_to_be_bad_is_named(registry: str, name: str, version: str, *, is_bad: bool) -> None:
    said = list(complaints(iter([Pinned(registry, name, version, 1)]), KNOWN))
    assert [f"{name} {version} must not be used" in one for one in said] == ([True] if is_bad else [])


def test_a_package_without_a_hash_is_named() -> None:
    hashed = "a==1.0 \\\n    --hash=sha256:" + 64 * "0" + "\n"
    pinned = list(pinned_by_pip(f"# written by uv\n{hashed}B.c[extra]==2.0 ; python_version < '4'\nd>=3\n"))
    assert pinned == [Pinned("pypi", "a", "1.0", 1), Pinned("pypi", "b-c", "2.0", 0), Pinned("pypi", "d>=3", "", 0)]
    said = list(complaints(iter(pinned), []))
    assert [one.split(" ")[0] for one in said] == ["b-c", "d>=3", "d>=3"]
    lock = {
        "packages": {"": {}, "node_modules/a": {"version": "1.0.0", "integrity": "sha512-x"}, "node_modules/@b/c": {}}
    }
    assert list(pinned_by_npm(lock)) == [Pinned("npm", "a", "1.0.0", 1), Pinned("npm", "@b/c", "", 0)]


@pytest.mark.parametrize("line", ["pypi eventlet", "cargo a <1 CVE-1", "pypi a <1", "pypi a nonsense CVE-1"])
def test_a_line_that_tells_no_bad_package_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"line 1|Invalid specifier"):
        read_known_bad(line)


@pytest.mark.parametrize(("files", "lines", "is_found"), [(20, 450, False), (21, 1, True), (1, 451, True)])
def test_a_folder_and_a_file_that_nobody_holds_in_mind_are_found(
    tmp_path: Path, files: int, lines: int, *, is_found: bool
) -> None:
    room = tmp_path / "server" / "services" / "offers"
    room.mkdir(parents=True)
    for number in range(files):
        (room / f"verb_{number}.py").write_text("\n" * lines)
    assert bool(list(too_full(tmp_path))) is is_found


@pytest.mark.parametrize(
    ("signature", "found"),
    [
        ("def post(context: Context, offer_id: UUID) -> None", 0),
        ("def post(unit: Unit, *, reason: str | None) -> None", 0),
        ("def _near(self, position: LatLon, now: date) -> None", 0),
        ("def post(open_unit: OpenUnit, offer_id: UUID) -> None", 1),
        ("def post(context: Context, limits: Limits = DEFAULT_LIMITS) -> None", 1),
        ("def post(unit: Unit, *, world: World | None, now: datetime) -> None", 1),
        ("def post(context: Context, unit: Unit) -> None", 1),
    ],
)
def test_a_service_that_takes_what_its_context_holds_is_found(signature: str, found: int) -> None:
    source = f"{signature}: ...\n"
    assert [one.rule for one in broken_in_services("offers/post.py", source)] == found * ["service-plumbing"]
    assert list(broken_in_services("context.py", source)) == []


def test_this_repository_breaks_no_rule() -> None:
    assert list(findings()) == []
