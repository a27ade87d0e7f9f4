import { passageOf } from '@groundwork/testing';
import { readPassage } from './read-passage.ts';
import { statementOf } from './statement-of.ts';

const read = readPassage(
  passageOf(
    'Rates\n\nWhen\tRate\nRest day\t1.5 times the wage\n\nRest days\n\nEverybody has one a week. It is moved only by agreement.\nShow one of:\n- a pass\n- a badge',
    { title: 'Overtime' },
  ),
);
const statements = read.sentences.map((_, index) => statementOf(read, index));

test('a row says its cells by their columns, under the title of its own section', () => {
  expect(statements).toContain('Overtime - Rates: When: Rest day; Rate: 1.5 times the wage');
});

test('a sentence that points back comes with the one it points to', () => {
  expect(statements).toContain(
    'Overtime - Rest days: Everybody has one a week. It is moved only by agreement.',
  );
});

test('an item comes with what introduces its list', () => {
  expect(statements).toContain('Overtime - Rest days: Show one of: - a badge');
});
