"""Acts of pages and workers that a browser refused because their content policy does not allow them."""

from playwright.sync_api import BrowserContext, ConsoleMessage

_REPORT = """
document.addEventListener("securitypolicyviolation", (event) => {
  window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
});
"""
_CONSOLE_WORDS = ("content security policy", "permissions policy", "permissions-policy")
"""What Chromium writes of one in the console, which also hears workers."""


class Violations:
    """All of a context, from now on."""

    def __init__(self, context: BrowserContext) -> None:
        self.seen: list[str] = []
        context.expose_function("reportViolation", self._refused)
        context.add_init_script(_REPORT)
        context.on("console", self._hear)

    def _refused(self, violation: str) -> None:
        self.seen.append(violation)

    def _hear(self, message: ConsoleMessage) -> None:
        if any(words in message.text.lower() for words in _CONSOLE_WORDS):
            self.seen.append(message.text)
