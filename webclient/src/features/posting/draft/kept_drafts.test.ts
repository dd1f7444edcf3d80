import { expect, test } from "vitest";
import { EMPTY_DRAFT, type KeptDraft } from "./offer_draft";
import { keptDrafts } from "./kept_drafts";

const KEPT: KeptDraft = { draft: EMPTY_DRAFT, step: "what", offerId: null, version: null, saved: null };

test("each draft is kept until it is given up, and no other goes with it", () => {
  keptDrafts.keep("organisation-1", KEPT);
  keptDrafts.keep("offer-1", { ...KEPT, step: "where" });
  keptDrafts.forget("organisation-1");
  expect([keptDrafts.of("organisation-1"), keptDrafts.of("offer-1")?.step]).toEqual([null, "where"]);
});
