import { randomBytes } from 'node:crypto';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** 62^43 is the first power of 62 above 2^256. */
const length = 43;

/** How many characters of a secret are kept in the clear: `gw_` and 36 of its 256 bits. */
const prefixLength = 9;

/** A new secret: `gw_` and 32 random bytes as 43 digits of base 62, so that it survives a double click. */
export function newApiKeySecret(): string {
  let rest = BigInt(`0x${randomBytes(32).toString('hex')}`);
  let text = '';
  for (let digit = 0; digit < length; digit += 1) {
    text = digits[Number(rest % 62n)] + text;
    rest /= 62n;
  }
  return `gw_${text}`;
}

/** What may be shown of a secret. */
export function prefixOf(secret: string): string {
  return secret.slice(0, prefixLength);
}
