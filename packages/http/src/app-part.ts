import type { Principal } from '@groundwork/kernel';
import type { Route } from '@groundwork/protocol';
import type { Provider, Type } from '@nestjs/common';
import type { Failure } from './to-failure.ts';

/** What one app adds to the server that serves it, alone or together with others. */
export interface AppPart {
  readonly controllers: readonly Type[];
  readonly providers?: readonly Provider[];
  /** All that the controllers serve; the OpenAPI document is made of them. */
  readonly routes: readonly Route[];
  /** For routes that are idempotent `by-id`, by their name: reads again what the first request made. */
  readonly rereads?: Readonly<Record<string, (principal: Principal, id: string) => Promise<unknown>>>;
  /** For addresses whose clients expect another shape of errors; `undefined` leaves it to others. */
  readonly toErrorBody?: (failure: Failure, url: string) => unknown;
}

/** The parts being served, as something that can be injected. */
export class AppParts {
  constructor(readonly all: readonly AppPart[]) {}

  get routes(): readonly Route[] {
    return this.all.flatMap(({ routes }) => routes);
  }

  /** In the shape that clients of this address expect. */
  toErrorBody(failure: Failure, url: string): unknown {
    for (const { toErrorBody } of this.all) {
      const body = toErrorBody?.(failure, url);
      if (body !== undefined) return body;
    }
    return failure.error;
  }

  /** Throws where no part knows how: the route should not say `by-id`. */
  reread(route: Route, principal: Principal, id: string): Promise<unknown> {
    for (const { rereads } of this.all) {
      const reread = rereads?.[route.name];
      if (reread) return reread(principal, id);
    }
    throw new Error(`Nobody reads again what ${route.name} made.`);
  }
}
