import { z } from 'zod';
import { loadPeer } from '../load.ts';

/** What we use of discord-digital-twin 0.1.1 (its own declarations are not there before it is installed). */
export type Twin = {
  readonly restUrl: string;
  readonly botToken: string;
  readonly botUserId: string;
  readonly guildId: string;
  readonly prisma: TwinTables;
  readonly server: { readonly gateway: TwinGateway } | null;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly simulateUserMessage: (message: { channelId: string; userId: string; content: string }) => Promise<{ id: string }>;
  readonly simulateInteraction: (interaction: {
    type: number;
    channelId: string;
    userId: string;
    data: Record<string, unknown>;
    messageId?: string;
  }) => Promise<{ id: string; token: string }>;
};

export type TwinGateway = {
  clients: TwinClient[];
  broadcast: (event: string, body: Record<string, unknown>) => void;
  handleMessage: (client: TwinClient, raw: string) => Promise<void>;
  sendDispatch: (client: TwinClient, event: string, body: unknown) => void;
};

export type TwinClient = {
  readonly ws: { readonly send: (frame: string) => void; readonly close: (code?: number) => void; readonly readyState: number };
  sessionId: string;
  sequence: number;
  identified: boolean;
  intents: number;
};

type Table = {
  readonly create: (query: { data: Record<string, unknown> }) => Promise<unknown>;
  readonly findMany: (query: Query) => Promise<Record<string, unknown>[]>;
  readonly update: (query: { where: Record<string, unknown>; data: Record<string, unknown> }) => Promise<unknown>;
};
type Query = { where?: Record<string, unknown>; orderBy?: Record<string, 'asc' | 'desc'>; take?: number };
type TwinTables = Record<'channel' | 'user' | 'guildMember' | 'message' | 'interactionResponse' | 'applicationCommand', Table>;

type TwinModule = {
  readonly DigitalDiscord: new (options: Record<string, unknown>) => Twin;
  readonly generateSnowflake: () => string;
};

const isFunction = (value: unknown): boolean => typeof value === 'function';

export async function loadTwin(): Promise<TwinModule> {
  return loadPeer(
    'discord-digital-twin',
    z.object({
      DigitalDiscord: z.custom<TwinModule['DigitalDiscord']>(isFunction),
      generateSnowflake: z.custom<TwinModule['generateSnowflake']>(isFunction),
    }),
  );
}
