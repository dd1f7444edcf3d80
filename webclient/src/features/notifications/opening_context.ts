/** The way from a line of the inbox to the screen that it tells of. */
import { createContext } from "svelte";
import type { Opening } from "../../shared/device/openings";

export const [getOpen, setOpen] = createContext<(opening: Opening) => void>();
