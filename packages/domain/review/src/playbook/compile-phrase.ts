import { fold } from '@groundwork/answering';

/** Names that contracts give to each role, for "{role}" in phrases. */
export type RoleNames = Readonly<Record<string, readonly string[]>>;

/** Longest run of characters that "…" stands for. */
const gap = '.{0,120}?';

/** The expression that finds a Playbook's phrase in a folded sentence. */
export function compilePhrase(phrase: string, roles: RoleNames): RegExp {
  if (/^\/.*\/$/.test(phrase)) {
    const source = phrase
      .slice(1, -1)
      .replace(/\{([a-z][a-z0-9-]*)\}/g, (_, role: string) => anyName(role, roles));
    return new RegExp(source, 'gu');
  }
  const parts = phrase
    .split(/…|\.\.\./)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => compilePart(part, roles));
  // The last part is a group of its own: a negation in a gap before it bears on it.
  const last = parts.pop() ?? '';
  return new RegExp([...parts, `(?<last>${last})`].join(gap), 'dgu');
}

function compilePart(part: string, roles: RoleNames): string {
  return part
    .split(/(\{[^}]*\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const role = /^\{([^}]*)\}$/.exec(piece)?.[1];
      return role === undefined ? escape(fold(piece), piece) : anyName(role, roles);
    })
    .join('');
}

function anyName(role: string, roles: RoleNames): string {
  const names = [...(roles[role] ?? [])].sort((a, b) => b.length - a.length);
  return `(?:${names.map((name) => bounded(fold(name))).join('|')})`;
}

/** A blank beside a role's name is a blank only beside Latin letters. */
function escape(folded: string, original: string): string {
  const before = /^\s/.test(original) ? ' ?' : '';
  const after = /\s$/.test(original) ? ' ?' : '';
  const open = folded.endsWith('*');
  const words = open ? folded.slice(0, -1) : folded;
  return `${before}${bounded(words, open).replaceAll('\\*', '[a-z]*')}${after}`;
}

/** Latin words match whole; a "*" leaves the ending open. */
function bounded(folded: string, open = false): string {
  const source = folded.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const start = /^[a-z0-9]/.test(folded) ? String.raw`(?<![a-z0-9])` : '';
  const end = open ? '[a-z]*' : /[a-z0-9]$/.test(folded) ? '(?![a-z0-9])' : '';
  return `${start}${source}${end}`;
}
