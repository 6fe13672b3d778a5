/**
 * Hashing and signing, so that core runs in Node and in a browser alike. Synchronous on purpose:
 * recounting a million ballots must not wait a million times.
 */
export type Hashing = {
  readonly sha256: (bytes: Uint8Array) => Uint8Array;
};

/** Checks signatures of any instance. */
export type Verifying = {
  /** Ed25519 (RFC 8032). Public key: 32 raw bytes, signature: 64. False for anything malformed. */
  readonly verify: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
};

/** Signs as this instance. */
export type Signing = {
  /** 32 raw bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
};
