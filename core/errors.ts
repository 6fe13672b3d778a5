import type { Sentence } from './text/text.ts';

/**
 * The one error family. A surprise: something that should not happen. It keeps its `cause`,
 * carries a stable `code`, and its message tells the reader (an operator) what to do.
 */
export class CoopError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CoopError';
    this.code = code;
  }
}

/**
 * Not a surprise: an answer to a person who asked for something that cannot be. It says what to do instead.
 * Thrown by commands and ports; everything done before it in the same transaction is undone, then it is answered.
 */
export class Refusal extends CoopError {
  readonly sentences: readonly Sentence[];

  constructor(...sentences: readonly [Sentence, ...Sentence[]]) {
    super(sentences[0].id, sentences[0].id);
    this.name = 'Refusal';
    this.sentences = sentences;
  }
}
