"""Words that would become part of whatever holds them carelessly: each is to come out as the words that they are."""

EVALUATED = "1337"
"""What 7 times 191 comes to. None of the words holds it: where it stands, somebody has calculated."""

TEMPLATES = (
    "Vente {{7*191}}", "Vente {% raw %}", "Vente {# note", "Vente ${7*191}", "Vente #{7*191}", "Vente <%= 7*191 %>",
    "Vente {name} {0} {title!r}", "Vente *{7*191} @(7*191) [[7*191]]",
)  # fmt: skip
MARKUP = (
    "Vente </script><script>globalThis.ran = 1</script>", "Vente <!-- <script>", "Vente ]]><b>gras</b>",
    "Vente </title></textarea></style>", "Vente <img src=x onerror=globalThis.ran=1>", "Vente &lt;b&gt; &amp; &#39;",
    "Vente \" onmouseover=\"globalThis.ran=1", "Vente ' onfocus='globalThis.ran=1' autofocus='",
    "Vente <svg/onload=globalThis.ran=1>",
)  # fmt: skip
SCRIPTS = (
    "Vente `+(globalThis.ran=1)+`", "Vente ${globalThis.ran=1}", "Vente \\\" ;globalThis.ran=1;//",
    "Vente \\u0022;globalThis.ran=1//", "javascript:globalThis.ran=1", "Vente */globalThis.ran=1;/*",
)  # fmt: skip
FORMULAS = (
    "=1+1", "+33", "-2+3", "@SUM(A1)", "＝1+1", "Vente;=1+1;", "Vente\";=1+1;\"", "=HYPERLINK(\"http://a.example\")",
)  # fmt: skip
QUERIES = ("Vente '; drop table offer; --", "Vente 100% _ \\", "Vente %s %n %00 %(x)s", "Vente $1 :name ?")
SHELLS = ("Vente $(id) `id` ; rm -rf ~ | cat && ls > x", "Vente $IFS ~ * ? !1", "--help", "-rf")
CALENDARS = ('Vente\\n;,:"', "BEGIN:VEVENT", "Vente; END:VEVENT, X:1", 'DESCRIPTION;ALTREP="x":y')
LONG_ONES = ("W" * 90, "Zo" + "\u0301\u0323\u0302" * 25, "👩\u200d👩\u200d👧\u200d👦 Équipe")
OF_OTHER_SCRIPTS = ("بائع في مخبز", "מכירה (1)", "می\u200cخواهم", "Vente \u200e(a)\u200f", "Ve\u200bnte", "𝒱𝑒𝓃𝓉𝑒 🥖")

KEPT = (
    *TEMPLATES, *MARKUP, *SCRIPTS, *FORMULAS, *QUERIES, *SHELLS, *CALENDARS, *LONG_ONES, *OF_OTHER_SCRIPTS,
)  # fmt: skip
"""Words that are kept as they are typed."""

CLEANED = {
    "Vente\r\nBcc: a@b.example": "Vente\nBcc: a@b.example",
    "Vente\nBEGIN:VEVENT": "Vente\nBEGIN:VEVENT",
    "Vente\rSUMMARY:x": "Vente\nSUMMARY:x",
    "Vente\n2026-01-01 00:00:00,000 INFO server: forgé": "Vente\n2026-01-01 00:00:00,000 INFO server: forgé",
    "Vente\u2028globalThis.ran=1": "Vente\nglobalThis.ran=1",
    "Vente\u2029globalThis.ran=1": "Vente\nglobalThis.ran=1",
    "Vente\x0bfin\x0cfin\x85fin": "Vente\nfin\nfin\nfin",
    "Vente \x1b[2J\x1b]0;titre\x07": "Vente [2J]0;titre",
    "Vente \x9b2J\x9d": "Vente 2J",
    "Vente \u202egpj.exe\u202c": "Vente gpj.exe",
    "Vente \u2067fin\u2069 \u202dfin": "Vente fin fin",
    "\ufeffVente\ufffe\uffff": "Vente",
    "\t=1+1": "=1+1",
    "Ve\x08\x7fnte": "Vente",
}
"""Words as they are typed, and as they are kept in a text of several lines; a single line has spaces for line ends."""

OBEYED = frozenset("\x07\x08\r\x0b\x0c\x1b\x7f\x85\x9b\x9d\u2028\u2029\u202d\u202e\u2067")
"""Characters that move a cursor, end a line, or turn the direction of what follows."""

MISLEADING_ADDRESSES = (
    "https://good.example@evil.example/", "https://good.example:x@evil.example/", "https://@evil.example/",
    "https://evil.example\\@good.example/", "https:\\\\evil.example/", "https://good.example\\.evil.example/",
    "https://go\u00adod.example/", "https://good.example\u202e/", "https://good.example/\r\nSet-Cookie: a=b",
    "https://good.example:port/", "https://good.example:99999/", "https://good%2eexample/", "https://",
    "https://good.example/\" onmouseover=\"globalThis.ran=1", "https://good.example/<script>", "//good.example/",
    "javascript://good.example/%0aglobalThis.ran=1", "JaVaScRiPt:globalThis.ran=1", " javascript:globalThis.ran=1",
    "java\tscript:globalThis.ran=1", "data:text/html,<script>globalThis.ran=1</script>", "vbscript:x", "file:///x",
)  # fmt: skip
"""Addresses that lead elsewhere than they say, or are none of the web."""

assert EVALUATED not in "".join((*KEPT, *CLEANED))
