import { UserError } from '@groundwork/kernel';
import type { Route, RouteInput } from '@groundwork/protocol';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { UploadedForm } from './uploaded-form.ts';

interface Issue {
  /** Where: `body.name`, `query.limit`, `params.id`. */
  readonly path: string;
  readonly message: string;
}

/** What a request says, by the schemas of its route. Throws `UserError('request.invalid')` naming every fault at once. */
export function parseRequest(route: Route, request: FastifyRequest): RouteInput<Route> {
  const issues: Issue[] = [];
  const parse = (place: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const result = schema.safeParse(value);
    for (const issue of result.error?.issues ?? [])
      issues.push({ path: [place, ...issue.path].join('.'), message: issue.message });
    return result.data;
  };
  const isForm = request.body instanceof UploadedForm;
  const input = {
    params: parse('params', route.params, request.params),
    query: parse('query', route.query, request.query),
    body: isForm ? undefined : parse('body', route.body, request.body),
  };
  if (issues.length > 0) throw invalidRequest(issues);
  return input;
}

/** The error for input that does not have the form asked for. */
export function invalidRequest(issues: readonly Issue[]): UserError {
  const message = issues.map((issue) => `${issue.path}: ${issue.message}`).join('; ');
  return new UserError('request.invalid', message, { details: { issues } });
}
