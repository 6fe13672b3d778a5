// oxlint-disable-next-line import/no-unassigned-import -- the encryption library looks for IndexedDB among the globals
import 'fake-indexeddb/auto';
import { indexedDB } from 'fake-indexeddb';
import { z } from 'zod';

/*
 * What we use of IndexedDB (W3C, "Indexed Database API 3.0"), which the encryption library finds as a global: in a browser its
 * types are part of the DOM, here there is none.
 */
export type Request<T> = {
  readonly result: T;
  readonly error: Error | null;
  readonly addEventListener: (type: 'success' | 'error' | 'upgradeneeded' | 'blocked', heard: () => void) => void;
};
export type KeyPath = string | string[] | null;
export type Index = { readonly keyPath: string | string[]; readonly unique: boolean; readonly multiEntry: boolean };
export type Table = {
  readonly keyPath: KeyPath;
  readonly autoIncrement: boolean;
  readonly indexNames: Iterable<string>;
  readonly index: (name: string) => Index;
  readonly createIndex: (name: string, keyPath: string | string[], options: { unique: boolean; multiEntry: boolean }) => void;
  readonly put: (value: unknown, key?: unknown) => Request<unknown>;
  readonly clear: () => Request<unknown>;
  readonly getAll: () => Request<unknown[]>;
  readonly getAllKeys: () => Request<unknown[]>;
};
export type Transaction = { readonly objectStore: (name: string) => Table };
export type Database = {
  readonly version: number;
  readonly objectStoreNames: Iterable<string>;
  readonly createObjectStore: (name: string, options: { keyPath: KeyPath; autoIncrement: boolean }) => Table;
  readonly transaction: (names: string | readonly string[], mode?: 'readwrite') => Transaction;
  readonly close: () => void;
};
type Factory = {
  readonly open: (name: string, version?: number) => Request<Database>;
};

export const databases: Factory = z
  .custom<Factory>((factory) => typeof factory === 'object' && factory !== null && 'open' in factory)
  .parse(indexedDB);

export async function done<T>(request: Request<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('the key store failed')));
  });
}
