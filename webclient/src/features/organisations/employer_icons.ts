/** Paths of the icons that only employers' screens draw, on the grid of the others; players do not load them. */
export const EMPLOYER_ICONS = {
  drop_by:
    "M4 10.5 5.5 4h13L20 10.5M4 10.5a2.7 2.7 0 0 0 5.3 0 2.7 2.7 0 0 0 5.4 0 2.7 2.7 0 0 0 5.3 0M5.5 13v7h13v-7M10 20v-4.5h4V20",
  try_an_hour: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2",
  phone_first:
    "M6.5 3.5h3l1.5 4.3-2 1.7a11 11 0 0 0 5.5 5.5l1.7-2 4.3 1.5v3a2 2 0 0 1-2.2 2C10.8 18.9 5.1 13.2 4.5 5.7a2 2 0 0 1 2-2.2Z",
  job_dating:
    "M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 19c.5-3.3 2.8-5 6-5s5.5 1.7 6 5M16 5.2a3 3 0 0 1 0 5.6M17.5 14.3c2.3.5 3.7 2.1 4 4.7",
  apply_online:
    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M3.3 9.5h17.4M3.3 14.5h17.4M12 3c2.3 2.5 3.5 5.5 3.5 9s-1.2 6.5-3.5 9c-2.3-2.5-3.5-5.5-3.5-9s1.2-6.5 3.5-9Z",
  plus: "M12 5v14M5 12h14",
  pen: "M4 20l1-4.5L16.5 4a2 2 0 0 1 3 0l.5.5a2 2 0 0 1 0 3L8.5 19 4 20ZM14 6.5l3.5 3.5",
  idea: "M9.5 18.5h5M10.5 21.5h3M12 2.5a6.5 6.5 0 0 0-3.7 11.9c.8.6 1.2 1.3 1.2 2.1h5c0-.8.4-1.5 1.2-2.1A6.5 6.5 0 0 0 12 2.5Z",
  stop: "M8 3h8l5 5v8l-5 5H8l-5-5V8ZM12 8v5M12 16.5h.01",
  poster: "M6 3h12v18H6ZM9 6.5h6M9.5 10.5h2v2h-2ZM14 10.5v2M9.5 15h5M12.5 17.5h2",
  letter: "M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM3.5 6.5 12 13l8.5-6.5",
  map: "M9 4 3.5 6v14L9 18l6 2 5.5-2V4L15 6ZM9 4v14M15 6v14",
} as const;

export type EmployerIconName = keyof typeof EMPLOYER_ICONS;
