/**
 * Text as PostgreSQL can hold it: NUL and halves of surrogate pairs become U+FFFD. Each is one code unit before and
 * after, so that offsets stay true.
 */
export function storable(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
}

/** JSON whose strings are all storable. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? storable(part) : part));
}
