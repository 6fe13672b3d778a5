import { z } from 'zod';

/**
 * Loads a package of test/peers/node_modules. Named by a variable, so that the type checker and the tools, which run before
 * the peers are installed, do not look for it; the schema says what we use of it.
 */
export async function loadPeer<T>(name: string, schema: z.ZodType<T>): Promise<T> {
  const loaded: unknown = await import(name);
  // A package that exports one function is that function to some loaders, and an object with it as "default" to others.
  if (typeof loaded === 'function') return schema.parse({ default: Reflect.get(loaded, 'default') ?? loaded });
  return schema.parse({ ...z.record(z.string(), z.unknown()).parse(loaded) });
}
