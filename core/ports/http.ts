/** One route of the one HTTP server. Bodies are raw bytes: signatures are checked over them. */
export type Route = {
  readonly method: 'GET' | 'POST';
  /** "/healthz", "/votes/:id": a segment that starts with ":" is a parameter. */
  readonly path: string;
  /** Largest body taken, in bytes; larger ones are answered 413 before they are read. Default 1 MiB. */
  readonly bodyLimit?: number;
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
};

export type HttpRequest = {
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

export type HttpResponse = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};
