/** Parameters of BM25 (Robertson & Zaragoza 2009), as published baselines use them; every index scores with these. */
export const bm25 = { k1: 0.9, b: 0.4 } as const;
