import type { Pages } from '../core/ports/pages.ts';

export type PageAddresses = Pages & {
  /** Where this process shows pages: what people are given when the operator set no public address. */
  readonly servedAt: (url: string) => void;
};

export function createPageAddresses(publicUrl: string | null): PageAddresses {
  let base = publicUrl;
  return {
    ofVote: (vote) => (base === null ? null : `${base}/votes/${vote}`),
    servedAt: (url) => {
      base ??= url;
    },
  };
}
