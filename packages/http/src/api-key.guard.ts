import { AuthenticateApiKey } from '@groundwork/access';
import { hasScope, UserError } from '@groundwork/kernel';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { requestOf, routeOf } from './request-context.ts';

/** Lets in who brings a live key with one of the route's scopes, and says who that is. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(@Inject(AuthenticateApiKey) private readonly authenticate: AuthenticateApiKey) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { scope } = routeOf(context);
    if (scope === 'public') return true;
    const request = requestOf(context);
    const secret = secretOf(request);
    if (secret === undefined) throw new UserError('auth.missing', 'This address needs an API key.');
    const principal = await this.authenticate.run(secret);
    if (!scope.some((one) => hasScope(principal, one)))
      throw new UserError('auth.forbidden', `This needs a key with the scope ${scope.join(' or ')}.`, {
        details: { scopes: scope },
      });
    request.principal = principal;
    return true;
  }
}

function secretOf(request: FastifyRequest): string | undefined {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const header = request.headers['x-api-key'];
  return bearer ?? (typeof header === 'string' && header !== '' ? header : undefined);
}
