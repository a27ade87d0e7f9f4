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
import { replyOf, requestOf, routeOf } from './endpoint.ts';
import { UploadedForm } from './uploaded-form.ts';

/** Replays the first result of a write that is sent again under its `Idempotency-Key`. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(@Inject(RunOnce) private readonly runOnce: RunOnce) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = requestOf(context);
    const key = request.headers['idempotency-key'];
    if (!routeOf(context).idempotent || key === undefined) return next.handle();
    return from(this.once(context, next, String(key)));
  }

  private async once(context: ExecutionContext, next: CallHandler, key: string): Promise<unknown> {
    const request = requestOf(context);
    if (!request.principal) throw new Error('A public route cannot be idempotent by key.');
    if (!/^[\x20-\x7e]{1,255}$/.test(key))
      throw new UserError(
        'request.invalid',
        'Idempotency-Key must have 1 to 255 printable ASCII characters.',
      );
    const result = await this.runOnce.run(
      request.principal,
      { key, hash: fingerprintOf(request) },
      async () => ({
        status: routeOf(context).status,
        body: await lastValueFrom(next.handle() as Observable<unknown>, { defaultValue: undefined }),
      }),
    );
    if (result.replayed) replyOf(context).header('idempotency-replayed', 'true');
    return result.body ?? undefined;
  }
}

/** Equal for requests that say the same: method, address and body, files by their content. */
function fingerprintOf({ method, url, body }: FastifyRequest): string {
  const said =
    body instanceof UploadedForm
      ? [body.fields, body.files.map(({ name, mediaType, sha256: hash }) => [name, mediaType, hash])]
      : body;
  return sha256(JSON.stringify([method, url, said ?? null]));
}
