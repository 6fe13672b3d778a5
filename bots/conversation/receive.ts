import type { Logger } from 'pino';
import { CoopError, Refusal } from '../../core/errors.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Arrival, Intake, IntakeEvent, IntakePorts } from '../../core/ports/intake.ts';
import type { Reader } from '../../core/ports/translator.ts';
import { message, say } from '../../core/text/text.ts';
import type { Message, Sentence } from '../../core/text/text.ts';
import { cleanName } from './clean-text.ts';
import { indexCommands } from './command-index.ts';
import type { AnyCommand, PortsOf, Reply } from './command.ts';
import { createDispatch, readerOf } from './dispatch.ts';
import type { ConversationPorts } from './dispatch.ts';
import { describeError } from './described-error.ts';
import type { Event } from './event.ts';
import { withHelp } from './help.ts';
import type { Answer, Hear } from './platform.ts';
import { createRecent } from './recent.ts';
import { createTurns } from './turns.ts';

/** More than come between two sweeps of a process that is overloaded. */
const rememberedTurnedAway = 100_000;

/** What people say reaches the commands through here, and all that the ports must offer for it. */
export type HearPorts<C extends AnyCommand> = PortsOf<C> & Omit<ConversationPorts, 'drafts'>;

export type HearOptions<C extends AnyCommand> = {
  /** Keeps its types, so that missing ports do not compile. `help` is added if it is not among them. */
  readonly commands: readonly C[];
  readonly intake: Intake<HearPorts<C>>;
  readonly clock: Clock;
  readonly log: Logger;
  /** A short mark that stands in an apology and in the log: 8 characters. */
  readonly reference: () => string;
};

/**
 * The door for every platform. Command, answer and inbox row are one transaction. A refusal undoes it, and is answered
 * in a second one. A surprise undoes it too: it is logged, and the person gets an apology with its reference.
 * Where even that cannot be stored, the answer says so and nothing was done. Never rejects.
 */
export function createHear<C extends AnyCommand>({ commands, intake, clock, log, reference }: HearOptions<C>): Hear {
  const { hear, refuse } = createDispatch<C>(indexCommands(withHelp(commands)), clock);
  const inTurn = createTurns();
  const turnedAway = createRecent(rememberedTurnedAway);

  // Of two ballots the later one counts: so what one account says is taken in the order in which it came, also when a
  // platform delivers at once what it kept while we were away.
  // The time that it may take runs from now on, also while it waits for its turn: else many at once would wait for each other's.
  return (event) => {
    const arrived = performance.now();
    return inTurn(`${event.platform} ${event.installation} ${event.author.externalId}`, () => takeIn({ event, arrived }));
  };

  async function takeIn(came: Came): Promise<Answer | null> {
    const { event } = came;
    // Whoever was told that nothing was done may have said it again: it is not done after all because it is read back.
    if (event.outOfTurn === true && turnedAway.has(keyOf(event))) return null;
    try {
      return await take(came, async (arrival, ports) => hear({ event, arrival }, ports));
    } catch (error) {
      if (error instanceof Refusal) return apologise(came, error.sentences);
      if (isBusy(error)) return turnAway(event);
      const mark = reference();
      log.error(
        { reference: mark, platform: event.platform, event: event.id, err: describeError(error) },
        'an event could not be taken in',
      );
      return apologise(came, [say('conversation.apology', { reference: mark })]);
    }
  }

  /** Answers in a transaction of its own, so that a repeated delivery is a duplicate. */
  async function apologise(came: Came, sentences: readonly Sentence[]): Promise<Answer | null> {
    const { event } = came;
    try {
      return await take(came, async (arrival, ports) => refuse(sentences, { event, arrival }, ports));
    } catch (error) {
      if (!isBusy(error))
        log.error({ platform: event.platform, event: event.id, err: describeError(error) }, 'an answer could not be stored');
      return turnAway(event);
    }
  }

  function turnAway(event: Event): Answer {
    turnedAway.add(keyOf(event));
    return unsaved(say('conversation.busy'));
  }

  type Work = (arrival: Arrival, ports: HearPorts<C> & IntakePorts) => Promise<Reply>;

  async function take({ event, arrived }: Came, work: Work): Promise<Answer | null> {
    const taken = await intake.receive(
      intakeEvent(event),
      async (arrival, ports) => {
        const { audience = 'author', ...said } = await work(arrival, ports);
        const reader = readerOf(arrival);
        const key = await ports.answer({ to: event.answerTo, message: said, audience, reader });
        return { message: said, audience, reader, key };
      },
      arrived,
    );
    if (taken === null) return null;
    const { key, ...answer } = taken;
    return { ...answer, answered: () => answered(key) };
  }

  /** Should it fail, the relay answers once more: the platform's own key keeps that from showing twice. */
  async function answered(key: string): Promise<void> {
    try {
      await intake.answered(key);
    } catch (error) {
      log.warn({ key, err: describeError(error) }, 'an answer that was given could not be marked');
    }
  }
}

const keyOf = ({ platform, installation, id }: Event): string => `${platform} ${installation} ${id}`;

/** `arrived`: as performance.now() counts. */
type Came = { readonly event: Event; readonly arrived: number };

function intakeEvent({ platform, installation, id, author, place }: Event): IntakeEvent {
  return {
    platform,
    installation,
    id,
    author: { externalId: author.externalId, displayName: cleanName(author.displayName) },
    conversation: place.externalId,
    ...(place.thread === undefined ? {} : { thread: place.thread }),
  };
}

/** Nothing was stored, so nothing is to be marked. */
function unsaved(sentence: Sentence): Answer {
  return { message: message(sentence) satisfies Message, audience: 'author', reader, answered: async () => {} };
}

const reader: Reader = { language: 'en', timeZone: 'UTC' };

/** The transaction waited longer than it may (see Intake): that is no defect, the person repeats it. */
const isBusy = (error: unknown): boolean => error instanceof CoopError && error.code === 'intake-busy';
