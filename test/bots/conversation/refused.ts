import { Refusal } from '../../../core/errors.ts';

/** The ids of the sentences with which `work` refuses; throws when it does not refuse. */
export function refusedBy(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.sentences.map((sentence) => sentence.id);
    throw error;
  }
  throw new Error('it was not refused');
}

/** The whole first sentence, to look at its values. */
export function refusalOf(work: () => unknown): Refusal['sentences'][number] {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal && error.sentences[0] !== undefined) return error.sentences[0];
    throw error;
  }
  throw new Error('it was not refused');
}
