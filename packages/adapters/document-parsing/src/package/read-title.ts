import { UserError } from '@groundwork/kernel';
import type { ZipArchive } from './open-zip.ts';
import { readRelationships } from './read-relationships.ts';
import { readXml } from './read-xml.ts';

/** The title in a package's core properties (ECMA-376 part 2 §8), if it has one. */
export function readTitle(archive: ZipArchive, fileName: string): string | undefined {
  const part = readRelationships(archive, '', fileName).find(
    ({ type }) => type === 'core-properties',
  )?.target;
  if (part === undefined || !archive.has(part)) return undefined;
  let title = '';
  let isTitle = false;
  try {
    readXml(archive, part, fileName, {
      open: ({ name }) => void (isTitle = name === 'title'),
      close: () => void (isTitle = false),
      text: (value) => void (title += isTitle ? value : ''),
    });
  } catch (error) {
    // Properties are not the document: bad ones cost the title only. What is unsafe stays unsafe.
    if (!(error instanceof UserError) || error.code !== 'document.broken') throw error;
  }
  return title || undefined;
}
