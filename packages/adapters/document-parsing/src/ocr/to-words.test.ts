import { findRegions } from '../pdf/find-regions.ts';
import type { ReadPage } from './read-page-image.ts';
import { toWords } from './to-words.ts';

const page = { width: 1_000, height: 1_400 };
const middle = { x: page.width / 2, y: page.height / 2 };

/** A line of even characters whose box has its middle at this place of a page turned by `degrees`. */
function line(text: string, x: number, y: number, degrees = 0) {
  const angle = (degrees * Math.PI) / 180;
  const [dx, dy] = [x - middle.x, y - middle.y];
  return {
    box: {
      x: middle.x + dx * Math.cos(angle) - dy * Math.sin(angle),
      y: middle.y + dx * Math.sin(angle) + dy * Math.cos(angle),
      width: 16 * text.length,
      height: 44,
      angle,
      score: 1,
    },
    characters: [...text].map((character, index) => ({
      text: character,
      at: (index + 0.5) / text.length,
      confidence: 0.99,
    })),
  };
}

const textOf = (read: Pick<ReadPage, 'lines' | 'turned'>) =>
  findRegions(toWords({ confidence: 1, unreadable: 0, ...read }, page, 0.5)).flatMap((lines) =>
    lines.map(({ text }) => text),
  );

test('words are parted at spaces, and lines read from the top', () => {
  const lines = [line('second line', 300, 200), line('the first line', 300, 100)];
  expect(textOf({ lines, turned: 0 })).toEqual(['the first line', 'second line']);
});

test.each([-2, 1.5])('cells of a page laid askew by %d° meet in their row', (degrees) => {
  const lines = [
    line('Deposit', 150, 300, degrees),
    line('HKD 500', 850, 300, degrees),
    line('Fee', 120, 350, degrees),
    line('HKD 20', 842, 350, degrees),
  ];
  expect(textOf({ lines, turned: 0 })).toEqual(['Deposit\tHKD 500', 'Fee\tHKD 20']);
});

test.each([90, 180, 270])('a page turned by %d° is read along its text', (turned) => {
  const lines = [line('second line', 500, 760, turned), line('the first line', 500, 700, turned)];
  const words = toWords({ lines, turned, confidence: 1, unreadable: 0 }, page, 0.5);
  expect(words.every(({ angle }) => angle === turned)).toBe(true);
  expect(textOf({ lines, turned })).toEqual(['the first line', 'second line']);
});
