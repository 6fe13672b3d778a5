import { REST } from '@discordjs/rest';

/** The REST API. Waiting out limits and repeating is the relay's work, so this does neither. */
export function createRest({ apiUrl, token }: { readonly apiUrl: string; readonly token: string }): REST {
  return new LastingRest(apiUrl, token);
}

/** The library forgets a token that was refused once, and nothing would ever leave again: this one goes on with what it was given. */
class LastingRest extends REST {
  readonly #lasting: string;

  constructor(api: string, token: string) {
    super({ version: '10', api, retries: 0, timeout: 5_000, globalRequestsPerSecond: Infinity, rejectOnRateLimit: () => true });
    this.#lasting = token;
    super.setToken(token);
  }

  override setToken(): this {
    return super.setToken(this.#lasting);
  }
}
