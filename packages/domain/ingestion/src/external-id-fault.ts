import { UserError } from '@groundwork/kernel';

const longest = 500;

/** What is wrong with a name, `request.invalid`. It is only ever a name: "../x" is a legal one, nothing is opened by it. */
export function externalIdFault(externalId: string): UserError | undefined {
  if (externalId.trim().length > 0 && externalId.length <= longest && !/\p{Cc}/u.test(externalId)) {
    return undefined;
  }
  return new UserError(
    'request.invalid',
    `externalId must have 1 to ${longest} characters and no control characters.`,
  );
}
