/** Where and when the two of a conversation can meet, over HTTP. Rejects as api.ts does. */
import { json } from "./api";
import type { MeetingSlotsOut, PresenceCodeOut } from "./types";

export function meetingSlots(conversationId: string, durationMinutes: number): Promise<MeetingSlotsOut> {
  return json(`/api/conversations/${conversationId}/meeting-slots?duration_minutes=${durationMinutes}`);
}

/** The code to show the other one. */
export function presenceCode(meetingId: string): Promise<PresenceCodeOut> {
  return json(`/api/meetings/${meetingId}/presence-code`);
}

/** The meeting for a calendar. */
export function calendarFile(meetingId: string): string {
  return `/api/meetings/${meetingId}.ics`;
}
