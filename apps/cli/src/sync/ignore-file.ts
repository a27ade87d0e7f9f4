import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@groundwork/kernel';

/** Lies in the folder that is synced. */
export const ignoreFileName = '.groundworkignore';

/**
 * Reads the folder's list of what is not to be synced: a pattern a line, `*` and `?` within a name, `**` across folders,
 * a folder by its name with or without `/` at the end; `#` begins a comment. A pattern without `/` counts at any depth.
 * Throws `UserError('request.invalid')` for `!`, which this list does not know.
 */
export async function readIgnoreFile(folder: string): Promise<(path: string) => boolean> {
  const text = await readFile(join(folder, ignoreFileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return parseIgnore(text);
}

export function parseIgnore(text: string): (path: string) => boolean {
  const patterns = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(toExpression);
  return (path) => patterns.some((pattern) => pattern.test(path));
}

function toExpression(pattern: string): RegExp {
  if (pattern.startsWith('!')) {
    throw new UserError('request.invalid', `${ignoreFileName}: "${pattern}" — exceptions are not supported.`);
  }
  const bare = pattern.replace(/\/+$/, '');
  const isAnywhere = !bare.includes('/');
  const source = bare
    .replace(/^\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?|\*|\?/g, (mark) => {
      if (mark === '?') return '[^/]';
      if (mark === '*') return '[^/]*';
      return mark === '**' ? '.*' : '(?:.*/)?';
    });
  return new RegExp(`^${isAnywhere ? '(?:.*/)?' : ''}${source}(?:/.*)?$`);
}
