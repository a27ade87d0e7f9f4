import { UserError } from '@groundwork/kernel';

/**
 * Text as PostgreSQL can hold it. It holds no half of a surrogate pair, which becomes U+FFFD — one code unit too, so
 * that offsets stay true — and no NUL, which no parser in order lets through: `UserError('document.broken')`.
 */
export function storable(text: string): string {
  if (text.includes('\0')) throw new UserError('document.broken', 'The text holds NUL characters');
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** JSON whose strings are all storable. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}
