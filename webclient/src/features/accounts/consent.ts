/** Which words on geolocation players consent to: `start.positionsPromise`, and the day they were last changed. */
export const CONSENT_VERSION = "2026-11-22";
