/** Who we are: the name under which our texts stand. */
export type Self = { readonly login: string };

/** A comment of ours, as it stands. `id`: "comment/345" or "discussion-comment/DC_...". */
export type OwnComment = { readonly id: string; readonly body: string };
