/** Calling an organiser in, and what was decided. Rejects as api.ts does. */
import { answerTo, json } from "../../shared/protocol/api";
import type {
  MeasureOut,
  MeasuresOut,
  MyReportOut,
  MyReportsOut,
  NewReportIn,
} from "../../shared/protocol/types";

const MEASURES = "/api/me/measures";

export const caseApi = {
  report: (report: NewReportIn): Promise<unknown> =>
    answerTo("/api/reports", { method: "POST", body: report }),
  reports: async (): Promise<MyReportOut[]> => (await json<MyReportsOut>("/api/me/reports")).reports,
  measures: async (): Promise<MeasureOut[]> => (await json<MeasuresOut>(MEASURES)).measures,
  appeal: async (id: string, text: string): Promise<MeasureOut[]> =>
    (await json<MeasuresOut>(`${MEASURES}/${id}/appeal`, { method: "POST", body: { text } })).measures,
};
