import { isGrpcServiceError } from '@temporalio/client';

/** What gRPC's status codes mean for an operator (grpc/grpc, "Status codes and their use in gRPC"). */
const meanings: Readonly<Record<number, string>> = {
  1: 'the call was ended early',
  4: 'it does not answer in time',
  5: 'it does not know the namespace',
  7: 'it does not let us in: the key may not do this',
  8: 'it has more to do than it can',
  12: 'what answers there is no Temporal server',
  13: 'it has trouble of its own',
  14: 'nothing answers at its address',
  16: 'it does not accept our key or certificate',
};

/** Why a Temporal server cannot be asked, in plain words; null for what did not come from the wire. */
export function temporalReason(error: unknown): string | null {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (isGrpcServiceError(cause)) return meanings[cause.code] ?? `it answers with the status ${cause.code}`;
  }
  return null;
}
