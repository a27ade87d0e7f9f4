import type { ZipArchive } from './open-zip.ts';
import { readXml } from './read-xml.ts';

export interface Relationship {
  /** By which the part names it. */
  readonly id: string;
  /** Last segment of its type: `officeDocument`, `styles`, `footnotes`, `header`. */
  readonly type: string;
  /** Path of the part inside the archive. */
  readonly target: string;
}

/** Where a part's relatives lie (ECMA-376 part 2 §6.5); external ones, such as links and remote templates, are left out. */
export function readRelationships(archive: ZipArchive, part: string, fileName: string): Relationship[] {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const path = `${folder}_rels/${part.slice(slash + 1)}.rels`;
  if (!archive.has(path)) return [];
  const found: Relationship[] = [];
  readXml(archive, path, fileName, {
    open: ({ name, attributes }) => {
      const target = attributes.get('Target');
      if (name !== 'Relationship' || target === undefined || attributes.get('TargetMode') === 'External')
        return;
      found.push({
        id: attributes.get('Id') ?? '',
        type: (attributes.get('Type') ?? '').split('/').at(-1)!,
        target: resolve(folder, target),
      });
    },
    close: () => {},
    text: () => {},
  });
  return found;
}

function resolve(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const segments: string[] = [];
  for (const segment of `${folder}${target}`.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}
