import { describe, expect, test } from "vitest";
import { en } from "../../../shared/i18n/en";
import { distance, minutesOnFoot } from "../../../shared/i18n/format";
import { isOpen, openingHours } from "../../../shared/i18n/opening_hours";
import { fr } from "../../../shared/i18n/fr";
import { readablePhone } from "../../../shared/i18n/phone";
import type { OpenHoursOut } from "../../../shared/protocol/types";
import { directionsTo } from "../../../shared/geo/directions";
import { DOMAIN_GROUPS, domainsOf, groupsIn, type DomainGroup } from "../../accounts/domain_groups";
import { heatOf, hintText } from "../hint_text";

const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");

describe("distances", () => {
  test.each([
    [4, "0 m"],
    [138, "140 m"],
    [994, "990 m"],
    [996, "1 km"],
    [1249, "1,2 km"],
  ])("%i metres read %s", (metres, text) => {
    expect(plain(distance(metres, "fr"))).toBe(text);
  });

  test("a walk takes at least a minute", () => {
    expect(minutesOnFoot(10)).toBe(1);
    expect(minutesOnFoot(150)).toBe(2);
  });
});

describe("opening hours", () => {
  const slot = (weekday: number, opens: string, closes: string): OpenHoursOut => ({ weekday, opens, closes });
  const week = [0, 1, 2, 3, 4].flatMap((day) => [slot(day, "08:30", "12:00"), slot(day, "14:00", "18:00")]);

  test("days with the same hours share a line", () => {
    expect(openingHours([...week, slot(5, "09:00", "12:00")], fr).map(plain)).toEqual([
      "lun.–ven. 8 h 30–12 h, 14 h–18 h",
      "sam. 9 h–12 h",
    ]);
    expect(openingHours([...week.slice(0, 2), ...week.slice(4, 6)], en)).toEqual([
      "Mon 8:30–12:00, 14:00–18:00",
      "Wed 8:30–12:00, 14:00–18:00",
    ]);
    const always = Array.from({ length: 7 }, (_, day) => slot(day, "08:00", "20:00"));
    expect(openingHours(always, fr).map(plain)).toEqual(["Tous les jours 8 h–20 h"]);
  });

  test("go on to midnight, and over it as two days", () => {
    const bar = [slot(4, "22:00", "00:00"), slot(5, "00:00", "02:00")];
    expect(openingHours(bar, fr).map(plain)).toEqual(["ven. 22 h–minuit", "sam. 0 h–2 h"]);
    const at = (moment: string): boolean => isOpen(bar, "Europe/Paris", new Date(moment));
    expect(at("2026-05-08T21:59:59Z")).toBe(true);
    expect(at("2026-05-08T23:59:59Z")).toBe(true);
    expect(at("2026-05-09T00:00:00Z")).toBe(false);
    expect(at("2026-05-07T23:00:00Z")).toBe(false);
  });

  test("are closed on a holiday, by the campaign's own date", () => {
    const at = new Date("2026-07-13T22:30:00Z");
    const night = [slot(1, "00:00", "02:00")];
    expect(isOpen(night, "Europe/Paris", at)).toBe(true);
    expect(isOpen(night, "Europe/Paris", at, ["2026-07-14"])).toBe(false);
    expect(isOpen(night, "Europe/Paris", at, ["2026-07-13"])).toBe(true);
  });

  test("are read in the campaign's own time", () => {
    const at = (time: string): Date => new Date(`2026-05-04T${time}Z`);
    expect(isOpen(week, "Europe/Paris", at("06:29:59"))).toBe(false);
    expect(isOpen(week, "Europe/Paris", at("06:30:00"))).toBe(true);
    expect(isOpen(week, "Europe/Paris", at("10:00:00"))).toBe(false);
    expect(isOpen(week, "Europe/Paris", new Date("2026-05-03T10:00:00Z"))).toBe(false);
  });
});

describe("telephone numbers", () => {
  test.each([
    ["+33321000000", "03 21 00 00 00"],
    ["+3233210000", "+3233210000"],
  ])("%s reads %s", (number, text) => {
    expect(plain(readablePhone(number))).toBe(text);
  });
});

describe("hints", () => {
  test("say the band and the direction", () => {
    const said = hintText({ band: "hot", compass_sector: "north_east" }, fr);
    expect(plain(`${said.title} ${said.text}`)).toBe("Ça chauffe ! Une offre, plutôt vers le nord-est");
    expect(heatOf("hot")).toBe(4);
  });

  test("tell silence from nothing to find", () => {
    expect(hintText(null, fr)).toBe(fr.hints.none);
    expect(hintText({ band: null, compass_sector: null }, fr)).toBe(fr.hints.nothing);
  });
});

describe("directions open the phone's own map", () => {
  const door = { lat: 50.42, lon: 2.77 };

  test.each([
    ["Mozilla/5.0 (Linux; Android 12)", "geo:50.42,2.77?q=50.42,2.77(Vente%20%26%20caisse)"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_0)", "https://maps.apple.com/?daddr=50.42,2.77&dirflg=w"],
    [
      "Mozilla/5.0 (X11; Linux x86_64)",
      "https://www.openstreetmap.org/?mlat=50.42&mlon=2.77#map=18/50.42/2.77",
    ],
  ])("%s", (userAgent, link) => {
    expect(directionsTo(door, "Vente & caisse", userAgent)).toBe(link);
  });

  test("a title with brackets stays a label", () => {
    const link = directionsTo(door, "Vente (H/F)?q=1,1(ici)&z=1#", "Android");
    expect(link.match(/[()?&#]/g)?.join("")).toBe("?()");
  });
});

describe("fields of work", () => {
  const groups = Object.keys(DOMAIN_GROUPS) as DomainGroup[];
  const all = domainsOf(groups);

  test("are domains that the server takes, each in one field, all of them in one wish", () => {
    expect(all.filter((domain) => !/^[A-N][0-9]{2}$/.test(domain))).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeLessThanOrEqual(50);
  });

  test("are found again in the wishes that they made", () => {
    expect(groupsIn(domainsOf(["building", "care"]))).toEqual(["building", "care"]);
    expect(groupsIn(["F15"])).toEqual([]);
  });
});
