/** The number of an establishment in the French register, checked while it is typed; the server has the last word. */

const DIGITS = 14;

/** La Poste's establishments, but for its head office, count their digits instead of Luhn (Insee, Sirene). */
const LA_POSTE = "356000000";

export type SiretStanding = "empty" | "short" | "long" | "wrong" | "fine";

export function siretDigits(text: string): string {
  return text.replace(/[\s.-]/g, "");
}

export function siretStanding(text: string): SiretStanding {
  const digits = siretDigits(text);
  if (digits === "") {
    return "empty";
  }
  if (!/^\d+$/.test(digits)) {
    return "wrong";
  }
  if (digits.length !== DIGITS) {
    return digits.length < DIGITS ? "short" : "long";
  }
  return luhn(digits) || (digits.startsWith(LA_POSTE) && sum(digits) % 5 === 0) ? "fine" : "wrong";
}

/** As it stands on papers: 356 000 000 00048. */
export function siretInGroups(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, "$1 $2 $3 $4");
}

function luhn(digits: string): boolean {
  const doubled = [...digits].map((digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return value > 9 ? value - 9 : value;
  });
  return doubled.reduce((all, one) => all + one, 0) % 10 === 0;
}

function sum(digits: string): number {
  return [...digits].reduce((all, digit) => all + Number(digit), 0);
}
