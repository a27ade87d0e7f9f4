import { estimateTokens } from './estimate-tokens.ts';
import { halveText, windowText } from './text-windows.ts';

describe('windowText', () => {
  test.each([
    ['English', 'The warranty lasts 24 months. It covers defects. '.repeat(40)],
    ['Chinese', '年假须提前两周申请，由直属经理批准。'.repeat(60)],
    ['no spaces at all', 'x'.repeat(3000)],
    ['emoji', '👍'.repeat(700)],
    ['mixed lines', 'Clause 第十二条\n'.repeat(200)],
  ])('loses nothing and stays within the limit: %s', (_, text) => {
    const windows = windowText(text, 100);
    expect(windows.join('')).toBe(text);
    expect(windows.length).toBeGreaterThan(1);
    for (const window of windows) {
      expect(estimateTokens(window)).toBeLessThanOrEqual(100);
      expect(window).not.toMatch(/\p{Surrogate}/u);
    }
  });

  test('cuts at sentence ends', () => {
    const windows = windowText('It lasts two years. '.repeat(50), 60);
    expect(windows.slice(0, -1).every((window) => window.endsWith('years. '))).toBe(true);
  });

  test('leaves a short text whole, an empty one too', () => {
    expect(windowText('short', 100)).toEqual(['short']);
    expect(windowText('', 100)).toEqual(['']);
  });
});

test('halveText keeps every character and gives up on what is short', () => {
  const text = 'One sentence here. Another one there. A third.';
  expect(halveText(text)?.join('')).toBe(text);
  expect(halveText('tiny')).toBeUndefined();
});
