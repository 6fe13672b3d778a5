import type { ServerResponse } from 'node:http';

type Rewound = { readonly to: string; readonly done: () => void };
type Ended = { readonly since: string | null; readonly body: string; readonly response: ServerResponse; readonly rewound: Rewound | null };

/**
 * A bot that ended before it wrote its sync token down asks again from the one before. This asks so in its place: the homeserver
 * really delivers everything since then once more.
 */
export function createRewind() {
  const answered: { readonly since: string; readonly body: string }[] = [];
  const waiting = new Set<ServerResponse>();
  let next: Rewound | null = null;

  return {
    begin: (url: URL, response: ServerResponse): Rewound | null => {
      const rewound = next;
      next = null;
      if (rewound === null) waiting.add(response);
      else {
        url.searchParams.set('since', rewound.to);
        url.searchParams.set('timeout', '0');
      }
      return rewound;
    },
    end: ({ since, body, response, rewound }: Ended): void => {
      waiting.delete(response);
      if (since !== null && rewound === null) answered.push({ since, body });
      rewound?.done();
    },
    redeliver: async (event: string): Promise<void> => {
      const first = answered.find(({ body }) => body.includes(event));
      if (first === undefined) throw new Error(`no sync brought ${event}`);
      const answeredAgain = Promise.withResolvers<void>();
      next = { to: first.since, done: answeredAgain.resolve };
      for (const response of waiting) response.destroy();
      waiting.clear();
      await answeredAgain.promise;
    },
  };
}
