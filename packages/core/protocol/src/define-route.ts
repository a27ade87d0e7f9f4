import type { ErrorCode, Scope } from '@groundwork/kernel';
import type { z } from 'zod';

/** One operation of the HTTP surface, as data: controllers, guards, clients and the OpenAPI document read it. */
export interface Route {
  /** Unique; the operation id of the OpenAPI document. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Parameters as `:name`. */
  readonly path: `/${string}`;
  readonly summary: string;
  /** Any one of these scopes suffices; `public` needs no key. */
  readonly scope: 'public' | readonly Scope[];
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Also accepts `multipart/form-data` with files in place of the JSON body: the text fields that may come with them. */
  readonly upload?: z.ZodType;
  readonly status: 200 | 201 | 202 | 204 | 405;
  /** The JSON body of success; absent with status 204. */
  readonly response?: z.ZodType;
  /** Media types of the file that is sent in place of `response`. */
  readonly download?: readonly string[];
  /** Parts of the event stream that is sent in place of `response` where the caller asks for one. */
  readonly stream?: z.ZodType;
  /** Where the caller says neither way, events rather than JSON. */
  readonly streamsByDefault?: boolean;
  /**
   * Takes an `Idempotency-Key`: the first result is replayed. `by-id` keeps no more than the id of an Answer and reads
   * it anew, so that no text outlives its source; event streams are not replayed. Never where a result holds a secret.
   */
  readonly idempotent?: boolean | 'by-id';
  /** Failures of its own, beside those that every route has. */
  readonly errors: readonly ErrorCode[];
}

/** Checks a route and keeps its exact type, so that what a controller parses is typed. */
export function defineRoute<const R extends Route>(route: R): R {
  return route;
}

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a request to the route holds once parsed. */
export interface RouteInput<R extends Route> {
  readonly params: Output<R['params']>;
  readonly query: Output<R['query']>;
  readonly body: Output<R['body']>;
}

/** What the route answers, as presenters must build it. */
export type RouteResponse<R extends Route> = R extends { readonly response: infer Schema extends z.ZodType }
  ? z.input<Schema>
  : undefined;
