/** Telephone numbers as people read them. */

const FRENCH = /^\+33([1-9])(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** A number in international form: a French one in pairs of digits, "03 21 00 00 00", any other as it is. */
export function readablePhone(number: string): string {
  return number.replace(FRENCH, "0$1\u00a0$2\u00a0$3\u00a0$4\u00a0$5");
}
