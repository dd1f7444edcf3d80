/** Puts the game on the page, and keeps its shell for days without network. */
import { mount } from "svelte";
import { registerSW } from "virtual:pwa-register";
import App from "./App.svelte";
import "./design/base.css";

mount(App, { target: document.getElementById("app") as HTMLElement });
registerSW();
