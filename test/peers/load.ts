import { z } from 'zod';

/**
 * Loads a package of test/peers/node_modules. Named by a variable, so that the type checker and the tools, which run before
 * the peers are installed, do not look for it; the schema says what we use of it.
 */
export async function loadPeer<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  const loaded: unknown = await import(name);
  return schema.parse({ ...z.record(z.string(), z.unknown()).parse(loaded) });
}
