import { UserError } from '@groundwork/kernel';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { HttpOptions } from './http-options.ts';
import { replyOf, requestOf } from './request-context.ts';
import { TokenBuckets } from './token-bucket.ts';

/** Holds each Principal to its rate. Counts in this process: behind a balancer each process allows the rate. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly buckets: TokenBuckets;

  constructor(@Inject(HttpOptions) options: HttpOptions) {
    this.buckets = new TokenBuckets(options.rateLimit);
  }

  canActivate(context: ExecutionContext): boolean {
    const { principal } = requestOf(context);
    if (!principal) return true;
    const seconds = this.buckets.take(`${principal.tenantId} ${principal.kind} ${principal.id}`);
    if (seconds === 0) return true;
    replyOf(context).header('retry-after', String(seconds));
    throw new UserError('rate.limited', `Too many requests; wait ${seconds} s.`, {
      details: { retryAfterSeconds: seconds },
    });
  }
}
