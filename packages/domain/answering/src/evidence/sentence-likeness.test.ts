import { passageOf } from '@groundwork/testing';
import { assessEvidence } from './assess-evidence.ts';
import { evidenceSpace } from './evidence-model.ts';
import { readPassage } from './read-passage.ts';
import { compareSentences } from './sentence-likeness.ts';

const passage = passageOf('Lunch in the cafeteria is HK$28. The bus leaves at nine.', {
  scores: { fused: 1, lexical: 1, vector: 0.85 },
});
const other = passageOf('Parking is free.', { rank: 2, scores: { fused: 0.1, lexical: 0.1, vector: 0.78 } });
const passages = [passage, other];

/** Takes a canteen for a cafeteria, and interns for something that no source speaks of. */
const embed = async (texts: readonly string[]) => ({
  vectors: texts.map((text) => {
    const eats = /lunch|canteen|cafeteria/i.test(text);
    const vector = [eats ? 1 : 0.2, eats ? 0.2 : 1, /intern/i.test(text) ? 1 : 0];
    const length = Math.hypot(...vector);
    return Float32Array.from(vector, (value) => value / length);
  }),
  inputTokens: texts.length,
});
const compare = (question: string) => compareSentences({ embed }, { question, passages });

test('the sentence that says the same in other words is the nearest', async () => {
  const question = 'How expensive is the canteen?';
  const [lunch, bus] = readPassage(passage).sentences;
  const compared = (await compare(question))?.parts.get(question);
  expect(compared?.get(lunch!)).toBeGreaterThan(compared?.get(bus!) ?? 1);
});

test('what sources know nothing of is told by how near they come without it', async () => {
  const likeness = await compare('How much do interns pay in the canteen?');
  expect(likeness?.without.get('intern')).toBeGreaterThan(0.1);
  expect(likeness?.without.get('canteen')).toBeLessThanOrEqual(0);
});

test('it lowers the probability that there is an answer', async () => {
  const probability = async (question: string) => {
    const found = { passages, spaceName: evidenceSpace };
    const assessment = assessEvidence(question, found, await compare(question));
    expect(assessment.basis).toBe('sentences');
    return assessment.probability;
  };
  expect(await probability('How much do interns pay in the canteen?')).toBeLessThan(
    await probability('How much do people pay in the canteen?'),
  );
});

test('an identifier that no source holds leaves nothing to say, whatever the model makes of it', async () => {
  const question = 'How much is lunch in the MR-2200?';
  const found = { passages, spaceName: evidenceSpace };
  expect(assessEvidence(question, found, await compare(question))).toMatchObject({
    missingName: 'mr-2200',
    probability: 0,
  });
});

test('a model that fails is no obstacle, a reader who leaves ends the comparison', async () => {
  const broken = { embed: () => Promise.reject(new Error('out of order')) };
  expect(await compareSentences(broken, { question: 'Lunch?', passages })).toBeUndefined();
  const left = AbortSignal.abort(new Error('left'));
  await expect(compareSentences(broken, { question: 'Lunch?', passages }, left)).rejects.toThrow('left');
});
