/**
 * Which script a Chinese character proves: `Hans` where GB 2312-1980 (mainland) encodes it and Big5 (Taiwan, Hong
 * Kong) does not, `Hant` the other way round among the 5,401 frequent characters of Big5, `undefined` where it
 * serves both (后, 里, 台). The two standards are read from the platform's own decoders.
 */
export function scriptOf(character: string): 'Hans' | 'Hant' | undefined {
  scripts ??= readScripts();
  return scripts.get(character);
}

let scripts: ReadonlyMap<string, 'Hans' | 'Hant'> | undefined;

function readScripts(): Map<string, 'Hans' | 'Hant'> {
  const mainland = decode('gb18030', 0xb0, 0xf7, [[0xa1, 0xfe]]);
  const trails: [number, number][] = [
    [0x40, 0x7e],
    [0xa1, 0xfe],
  ];
  const frequent = decode('big5', 0xa4, 0xc6, trails);
  const rare = decode('big5', 0xc9, 0xf9, trails);
  const found = new Map<string, 'Hans' | 'Hant'>();
  for (const character of mainland) {
    if (!frequent.has(character) && !rare.has(character)) found.set(character, 'Hans');
  }
  for (const character of frequent) if (!mainland.has(character)) found.set(character, 'Hant');
  return found;
}

/** The Han characters of all two-byte codes with these lead and trail bytes. */
function decode(encoding: string, first: number, last: number, trails: [number, number][]): Set<string> {
  const bytes: number[] = [];
  for (let lead = first; lead <= last; lead++) {
    for (const [from, to] of trails) for (let trail = from; trail <= to; trail++) bytes.push(lead, trail);
  }
  return new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)).match(/\p{Script=Han}/gu));
}
