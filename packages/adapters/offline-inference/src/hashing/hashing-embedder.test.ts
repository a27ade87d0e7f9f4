import { describeEmbedder } from '@groundwork/testing';
import { HashingEmbedder } from './hashing-embedder.ts';

describeEmbedder('HashingEmbedder', async () => ({ embedder: new HashingEmbedder(), close: async () => {} }));

const cosines = async (query: string, ...texts: string[]) => {
  const { vectors } = await new HashingEmbedder().embed([query, ...texts], {});
  const [first, ...rest] = vectors;
  return rest.map((vector) => vector.reduce((sum, value, i) => sum + value * first![i]!, 0));
};

test('the same text has the same vector in every process', async () => {
  const { vectors } = await new HashingEmbedder().embed(['Annual leave 年假'], {});
  const nonZero = [...vectors[0]!].flatMap((value, index) => (value === 0 ? [] : [index]));
  expect(nonZero).toMatchInlineSnapshot(`
   [
     31,
     37,
     38,
     47,
     69,
     99,
     139,
     145,
     213,
     253,
     318,
     328,
   ]
  `);
});

test('texts that share words are nearer than texts that do not, in either language', async () => {
  const [near, far] = await cosines(
    'How do I return a broken kettle?',
    'Broken kettles can be returned within 14 days.',
    'The office closes at six in the evening.',
  );
  expect(near).toBeGreaterThan(far! + 0.2);
  const [nearZh, farZh] = await cosines('年假有几天', '员工每年享有十五天年假。', '服务器每晚十点备份。');
  expect(nearZh).toBeGreaterThan(farZh! + 0.1);
});

test('Traditional and Simplified, any width and case, are one text', async () => {
  const [script] = await cosines('員工請假須知', '员工请假须知');
  const [width] = await cosines('ＶＰＮ Access', 'vpn access');
  expect(script).toBeCloseTo(1, 5);
  expect(width).toBeCloseTo(1, 5);
});
