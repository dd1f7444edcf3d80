/** French texts of a walk that few screens need: "tu". */

export const playFr = {
  gathered: {
    found: (count: number): string => `Tu viens de découvrir ${count} offres`,
    title: (count: number): string => `${count} offres au même endroit`,
    lead: "Elles comptent toutes comme découvertes. Les points sont ceux d’une seule : c’est la même adresse.",
  },
};

export type PlayWords = typeof playFr;
