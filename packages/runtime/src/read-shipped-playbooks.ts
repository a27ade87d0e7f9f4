import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Beside the bundle once built (infra/scripts/build.mjs), in the package that owns them before. */
const folder = new URL(
  import.meta.url.endsWith('.ts') ? '../../domain/review/playbooks/' : './playbooks/',
  import.meta.url,
);

/** The Playbooks that ship with Groundwork: each file is named after its id. */
export function readShippedPlaybooks(): { readonly id: string; readonly source: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => ({ id: basename(name, '.yaml'), source: readFileSync(new URL(name, folder), 'utf8') }));
}
