import { RunOnce } from '@groundwork/access';
import { sha256, UserError } from '@groundwork/kernel';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { z } from 'zod';
import { AppParts } from './app-part.ts';
import { replyOf, requestOf, routeOf, wantsEvents } from './request-context.ts';
import { UploadedForm } from './uploaded-form.ts';

/** Replays the first result of a write that is sent again under its `Idempotency-Key`. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    @Inject(RunOnce) private readonly runOnce: RunOnce,
    @Inject(AppParts) private readonly parts: AppParts,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const key = requestOf(context).headers['idempotency-key'];
    if (key === undefined || wantsEvents(context)) return next.handle();
    return from(this.once(context, next, String(key)));
  }

  private async once(context: ExecutionContext, next: CallHandler<unknown>, key: string): Promise<unknown> {
    const request = requestOf(context);
    const { principal } = request;
    if (!principal) throw new Error('A public route cannot be idempotent by key.');
    if (!/^[\x20-\x7e]{1,255}$/.test(key))
      throw new UserError(
        'request.invalid',
        'Idempotency-Key must have 1 to 255 printable ASCII characters.',
      );
    const route = routeOf(context);
    const { status, idempotent } = route;
    let fresh: unknown;
    const { body, replayed } = await this.runOnce.run(
      principal,
      { key, hash: fingerprintOf(request) },
      async () => {
        fresh = await lastValueFrom(next.handle(), { defaultValue: undefined });
        return { status, body: idempotent === 'by-id' ? KeptId.parse(fresh) : fresh };
      },
    );
    if (!replayed) return fresh;
    replyOf(context).header('idempotency-replayed', 'true');
    if (idempotent !== 'by-id') return body ?? undefined;
    return this.parts.reread(route, principal, KeptId.parse(body).id);
  }
}

/** What is kept of a result that is read again. */
const KeptId = z.object({ id: z.string() });

/** Equal for requests that say the same: method, address and body, files by their content. */
function fingerprintOf({ method, url, body }: FastifyRequest): string {
  const said =
    body instanceof UploadedForm
      ? [body.fields, body.files.map(({ name, mediaType, sha256: hash }) => [name, mediaType, hash])]
      : body;
  return sha256(JSON.stringify([method, url, said ?? null]));
}
