import { calibration } from './calibration.ts';

test('confidences that hold as often as they say have no calibration error', () => {
  const statements = Array.from({ length: 10 }, (_, at) => ({ confidence: 0.75, right: at % 4 !== 0 }));
  expect(calibration(statements).ece).toBeCloseTo(0.05);
  expect(calibration([{ confidence: 1, right: true }])).toEqual({ statements: 1, brier: 0, ece: 0 });
});

test('sure and wrong is the worst there is', () => {
  expect(calibration([{ confidence: 1, right: false }])).toEqual({ statements: 1, brier: 1, ece: 1 });
  expect(calibration([])).toEqual({ statements: 0 });
});
