import { chooseVectorScan } from './choose-vector-scan.ts';

const scope = (visible: number, hasVectorIndex = true, chunks = 100_000) => ({
  lists: [],
  visible,
  chunks,
  hasVectorIndex,
});

test('few visible Chunks are compared one by one, many by the index', () => {
  expect(chooseVectorScan(scope(100), 10).kind).toBe('exact');
  expect(chooseVectorScan(scope(1_000), 10).kind).toBe('exact');
  expect(chooseVectorScan(scope(50_000), 10).kind).toBe('index');
  expect(chooseVectorScan(scope(100_000), 50).kind).toBe('index');
});

test('without an index every scan is exact', () => {
  expect(chooseVectorScan(scope(100_000, false), 10).kind).toBe('exact');
});

test('the rarer the visible, the more candidates the index keeps, within what it can be set to', () => {
  expect(chooseVectorScan(scope(100_000), 10)).toEqual({ kind: 'index', breadth: 100 });
  expect(chooseVectorScan(scope(50_000), 50)).toEqual({ kind: 'index', breadth: 150 });
  expect(chooseVectorScan(scope(15_000, true, 200_000), 20)).toEqual({ kind: 'index', breadth: 400 });
  expect(chooseVectorScan(scope(60_000, true, 1_000_000), 100)).toEqual({ kind: 'index', breadth: 1_000 });
});
