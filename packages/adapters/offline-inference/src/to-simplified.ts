import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

const simplified = new Map(
  traditionalToSimplified.split('|').map((pair): [string, string] => {
    const [from = '', to = ''] = pair.split(' ');
    return [from, to];
  }),
);

/** Traditional characters replaced one by one, so that a text in either script is one text to a model. */
export function toSimplified(text: string): string {
  let folded = '';
  for (const character of text) folded += simplified.get(character) ?? character;
  return folded;
}
