import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a source becomes: a file format, for TXT with its encoding; `scan` is a PDF of page images. */
export type Output =
  'pdf' | 'scan' | 'docx' | 'html' | 'md' | `txt:${'utf-8' | 'utf-16' | 'gb18030' | 'big5'}`;

/** One document of the demo company before rendering: front matter and a Markdown body. */
export interface Source {
  readonly collection: string;
  readonly name: string;
  readonly title: string;
  readonly language: 'en' | 'zh-Hans' | 'zh-Hant';
  readonly access: readonly string[];
  readonly output: Output;
  /** Document number and version, printed in the page footer. */
  readonly reference: string;
  readonly body: string;
}

/** Front matter (`key: value` lines between `---`) and body. Throws on a missing key. */
export function readSource(text: string, collection: string, name: string): Source {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!match) throw new Error(`${collection}/${name} has no front matter`);
  const fields = new Map(
    match[1]!.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
    }),
  );
  const field = (key: string) => {
    const value = fields.get(key);
    if (!value) throw new Error(`${collection}/${name} lacks ${key}`);
    return value;
  };
  return {
    collection,
    name,
    title: field('title'),
    language: field('language') as Source['language'],
    access: field('access').split(/,\s*/),
    output: field('output') as Output,
    reference: field('reference'),
    body: match[2]!.trim() + '\n',
  };
}

/** Every hand-written source below `folder`, sorted by collection and name. */
export function readSources(folder: string): Source[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: collection }) =>
      readdirSync(join(folder, collection))
        .filter((file) => file.endsWith('.md'))
        .map((file) =>
          readSource(
            readFileSync(join(folder, collection, file), 'utf8'),
            collection,
            file.replace(/\.md$/, ''),
          ),
        ),
    )
    .sort((a, b) => (`${a.collection}/${a.name}` < `${b.collection}/${b.name}` ? -1 : 1));
}
