import { OnlyJson, WithoutReasoning, type ReplyFilter } from './reply-text.ts';

/** Every way to cut a text into pieces of one size must give the same. */
function filtered(open: () => ReplyFilter, text: string): string[] {
  return [1, 2, 3, 7, text.length].map((size) => {
    const filter = open();
    let out = '';
    for (let at = 0; at < text.length; at += size) out += filter.take(text.slice(at, at + size));
    return out + filter.flush();
  });
}

const all = (text: string) => Array.from({ length: 5 }, () => text);

describe('WithoutReasoning', () => {
  test.each([
    ['an ordinary reply', 'Two years.', 'Two years.'],
    ['a reply after reasoning', '<think>\nHm {"a":1}\n</think>\n\nTwo years.', 'Two years.'],
    ['a tag inside the reply', 'The tag <think> is literal.', 'The tag <think> is literal.'],
    ['a reply that begins like the tag', '<th', '<th'],
    ['reasoning that never ends', '<think>on and on', ''],
    ['nothing', '', ''],
  ])('passes %s', (_, text, expected) => {
    expect(filtered(() => new WithoutReasoning(), text)).toEqual(all(expected));
  });
});

describe('OnlyJson', () => {
  test.each([
    ['plain JSON', '{"a":[1,{"b":"}"}]}', '{"a":[1,{"b":"}"}]}'],
    ['fenced JSON', '```json\n{"a":1}\n```', '{"a":1}'],
    ['JSON with a greeting and a postscript', 'Sure! {"a":"\\"}{"} Hope {this} helps.', '{"a":"\\"}{"}'],
    ['JSON that was cut', '{"a":[1,', '{"a":[1,'],
    ['prose', 'I cannot say.', ''],
  ])('takes %s', (_, text, expected) => {
    expect(filtered(() => new OnlyJson(), text)).toEqual(all(expected));
  });

  test('knows whether the object was closed', () => {
    const filter = new OnlyJson();
    filter.take('{"a":{"b":1}');
    expect(filter.complete).toBe(false);
    filter.take('}');
    expect(filter.complete).toBe(true);
  });
});
