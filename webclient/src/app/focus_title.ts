/** Moves the focus to the title of the page that is open: a screen reader reads on from there. */
export function focusTitle(): void {
  document.querySelector<HTMLElement>(".page h1")?.focus();
}
