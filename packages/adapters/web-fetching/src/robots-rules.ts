interface Rule {
  readonly allow: boolean;
  /** Octets of the pattern: the longer one decides. */
  readonly length: number;
  matches(path: string): boolean;
}

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
  delaySeconds?: number;
}

/** What a robots.txt says to one crawler (RFC 9309). */
export interface RobotsRules {
  /** `path` with its query, as in the request. */
  allows(path: string): boolean;
  /** Crawl-delay, which is no part of the RFC but widely asked for, in milliseconds. */
  readonly delayMs: number;
}

export const everythingAllowed: RobotsRules = { allows: () => true, delayMs: 0 };

/**
 * Reads a robots.txt for the crawler of this product token, in any case. Groups for the same crawler are one; without
 * one, those for `*` count. The longest match decides, and among equals `Allow` does. Lines it cannot read are skipped.
 */
export function parseRobots(text: string, productToken: string): RobotsRules {
  const groups = readGroups(text);
  const named = groups.filter(({ agents }) => agents.includes(productToken.toLowerCase()));
  const chosen = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'));
  const rules = chosen.flatMap((group) => group.rules);
  const delaySeconds = Math.max(0, ...chosen.map((group) => group.delaySeconds ?? 0));
  return {
    delayMs: delaySeconds * 1_000,
    allows(path) {
      const normal = normalise(path);
      if (normal === '/robots.txt') return true;
      const matching = rules.filter((rule) => rule.matches(normal));
      const longest = Math.max(...matching.map(({ length }) => length));
      const deciding = matching.filter(({ length }) => length === longest);
      return deciding.length === 0 || deciding.some(({ allow }) => allow);
    },
  };
}

function readGroups(text: string): Group[] {
  const groups: Group[] = [];
  let isNaming = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [, key = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*?)\s*(?:#.*)?$/i.exec(line) ?? [];
    const name = key.toLowerCase();
    if (name === 'user-agent') {
      if (!isNaming) groups.push({ agents: [], rules: [] });
      // "GroundworkBot/1.0" is taken for its token, as senders of such lines mean it.
      groups.at(-1)!.agents.push(value.toLowerCase().replace(/[/\s].*$/, ''));
      isNaming = true;
      continue;
    }
    const group = groups.at(-1);
    if (!group || !['allow', 'disallow', 'crawl-delay'].includes(name)) continue;
    isNaming = false;
    if (name === 'crawl-delay') {
      if (Number(value) > 0) group.delaySeconds = Number(value);
    } else if (value !== '') group.rules.push(toRule(name === 'allow', value));
  }
  return groups;
}

function toRule(allow: boolean, pattern: string): Rule {
  const normal = normalise(pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`);
  const isAnchored = normal.endsWith('$');
  const parts = (isAnchored ? normal.slice(0, -1) : normal).split('*');
  return { allow, length: normal.length, matches: (path) => matchesParts(path, parts, isAnchored) };
}

/** `*` between the parts. Each part is taken at its first place, which needs no second try, whoever wrote the pattern. */
function matchesParts(path: string, [first = '', ...rest]: readonly string[], isAnchored: boolean): boolean {
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = isAnchored ? rest.pop() : undefined;
  for (const part of rest) {
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  if (!isAnchored) return true;
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last);
}

/** One spelling for equal octets (RFC 9309 §2.2.2): escapes decoded where they are plain letters, upper-case elsewhere. */
function normalise(path: string): string {
  return path
    .replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text))
    .replace(/%[0-9a-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(parseInt(escape.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
    });
}
