import type { PlayWords } from "./fr";

export const playEn: PlayWords = {
  gathered: {
    found: (count) => `You have just discovered ${count} offers`,
    title: (count) => `${count} offers in one place`,
    lead: "All of them count as discovered. The points are those of one: it is the same address.",
  },
};
