/** Calling an organiser in, and what was decided. Rejects as api.ts does. */
import { answerTo, json } from "../../shared/protocol/api";
import type {
  MeasuresOut,
  MyReportOut,
  MyReportsOut,
  NewReportIn,
  QuestionIn,
} from "../../shared/protocol/types";

const MEASURES = "/api/me/measures";

export const caseApi = {
  report: (report: NewReportIn): Promise<unknown> =>
    answerTo("/api/reports", { method: "POST", body: report }),
  ask: (question: QuestionIn): Promise<unknown> =>
    answerTo("/api/questions", { method: "POST", body: question }),
  reports: async (): Promise<MyReportOut[]> => (await json<MyReportsOut>("/api/me/reports")).reports,
  measures: (): Promise<MeasuresOut> => json(MEASURES),
  /** `id`: of a decision, or of a full day. */
  appeal: (id: string, text: string): Promise<MeasuresOut> =>
    json(`${MEASURES}/${id}/appeal`, { method: "POST", body: { text } }),
};
