import type { HttpResponse } from '../../core/ports/http.ts';

/** What people are shown where there is nothing, and when something failed. */
export type ErrorPages = {
  readonly notFound: () => HttpResponse;
  /** `reference` stands in the log beside the error. */
  readonly failed: (reference: string) => HttpResponse;
};
