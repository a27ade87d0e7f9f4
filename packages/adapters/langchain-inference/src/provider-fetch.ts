import { ProviderRefusal, readRefusal } from './provider-refusal.ts';

export type Fetch = typeof globalThis.fetch;

/**
 * The only way out for a provider's client during one call. `signal` closes the connection, whatever the client
 * does with signals of its own; a refusal throws here, before the client gives it a shape of its own; and a web
 * page with status 200 (a proxy, a wrong address) is no answer.
 */
export function openProviderFetch(signal: AbortSignal, inspect?: (response: Response) => void): Fetch {
  return async (input, init) => {
    const signals = init?.signal ? [signal, init.signal] : [signal];
    const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    if (!response.ok) throw await readRefusal(response);
    if (response.headers.get('content-type')?.startsWith('text/html')) {
      await response.body?.cancel();
      throw new ProviderRefusal(response.status, 'It answered with a web page.', 'web-page');
    }
    inspect?.(response);
    return response;
  };
}
