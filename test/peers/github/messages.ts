export type GithubRequest = {
  readonly method: string;
  /** Decoded, e.g. "/repos/village/bakery/labels/coop/vote". */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
};

export type GithubResponse = {
  readonly status: number;
  readonly body: unknown;
  /** The number of the next page, where there is one. */
  readonly next?: number;
};

/** Of an answer or a payload. */
export type Members = Readonly<Record<string, unknown>>;
