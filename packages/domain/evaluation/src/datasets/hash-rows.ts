import { sha256 } from '@groundwork/kernel';

/**
 * A hash of a set of rows: the same whatever order they come in, and whatever files they came from. SHA-256 over the
 * sorted SHA-256 digests of each row as JSON, one a line; rows are therefore arrays, whose order JSON keeps.
 */
export async function hashRows(
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): Promise<string> {
  const digests: string[] = [];
  for await (const row of rows) digests.push(sha256(JSON.stringify(row)));
  return sha256(digests.sort().join('\n'));
}
