import type { HypothesisJudgement } from '@groundwork/review';
import { EvaluateHypotheses } from './evaluate-hypotheses.ts';
import type { GoldJudgement } from './read-contract-nli.ts';

const silent: GoldJudgement = { choice: 'not-mentioned', evidence: [] };
const entailed: GoldJudgement = { choice: 'entailed', evidence: [{ start: 10, end: 20 }] };

const judgement = (
  hypothesis: HypothesisJudgement['hypothesis'],
  choice: HypothesisJudgement['choice'],
  start?: number,
): HypothesisJudgement => ({
  hypothesis,
  choice,
  confidence: 0.8,
  evidence: start === undefined ? [] : [{ span: { start, end: start + 5 }, quote: 'words' }],
});

test('accuracy, recall of silence, the majority and whether the quote is the annotators’', async () => {
  const evaluation = await new EvaluateHypotheses().run({
    dataset: {
      name: 'tiny',
      hypotheses: [],
      contracts: [
        {
          id: '1',
          text: 'one',
          gold: new Map([
            ['nda-1', entailed],
            ['nda-2', silent],
          ]),
        },
        {
          id: '2',
          text: 'two',
          gold: new Map([
            ['nda-1', entailed],
            ['nda-2', entailed],
          ]),
        },
      ],
    },
    judge: (text) =>
      Promise.resolve([
        judgement('nda-1', 'entailed', text === 'one' ? 12 : 40),
        judgement('nda-2', 'not-mentioned'),
      ]),
    isTrainedOn: () => false,
  });
  expect(evaluation).toMatchObject({
    judgements: 4,
    accuracy: 0.75,
    majority: 0.75,
    evidenceHit: 0.5,
    classes: { 'not-mentioned': { precision: 0.5, recall: 1 }, entailed: { precision: 1, recall: 2 / 3 } },
  });
  expect(evaluation.hypotheses.map(({ id, accuracy }) => [id, accuracy])).toEqual([
    ['nda-1', 1],
    ['nda-2', 0.5],
  ]);
});
