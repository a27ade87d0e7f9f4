export * from './answer-case.ts';
export * from './evaluate-answers.ts';
export * from './evaluate-retrieval.ts';
export * from './percentiles.ts';
export * from './read-answer-cases.ts';
export * from './read-beir-dataset.ts';
export * from './retrieval-metrics.ts';
