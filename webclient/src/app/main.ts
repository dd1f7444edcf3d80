/** Puts the game on the page, or at an address of its own the employers' side; keeps the game's shell for days without network. */
import { mount, type Component } from "svelte";
import { registerSW } from "virtual:pwa-register";
import App from "./App.svelte";
import { speech } from "../shared/i18n/language.svelte";
import LazyScreen from "../shared/ui/LazyScreen.svelte";
import "../shared/ui/design/base.css";

const EMPLOYERS = "/recruter";

const target = document.getElementById("app") as HTMLElement;
void speech.start().then(() => {
  if (location.pathname === EMPLOYERS) {
    const load = (): Promise<{ default: Component }> => import("./Employer.svelte");
    mount(LazyScreen, { target, props: { load, props: {} } });
  } else {
    mount(App, { target });
  }
  registerSW();
});
