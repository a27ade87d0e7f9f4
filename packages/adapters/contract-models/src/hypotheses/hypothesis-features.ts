/** Columns of the sentence model: for each hypothesis the score that a sentence entails it, then that it contradicts it. */
export const columnsPerHypothesis = 2;

export const hypothesisFeatureCount = 8;

/** What the scores of all sentences of a contract say of one hypothesis. `rates` are the shares of mentioned and contradicted. */
export function hypothesisFeatures(
  scores: readonly Float32Array[],
  hypothesis: number,
  rates: readonly number[],
): number[] {
  const entail = twoBest(scores, hypothesis * columnsPerHypothesis);
  const contradict = twoBest(scores, hypothesis * columnsPerHypothesis + 1);
  return [
    ...[entail.first, entail.second, contradict.first, contradict.second],
    Math.max(entail.first, contradict.first),
    entail.first - contradict.first,
    ...rates,
  ];
}

function twoBest(scores: readonly Float32Array[], column: number) {
  let [first, second] = [-12, -12];
  for (const row of scores) {
    const score = row[column]!;
    if (score > first) [first, second] = [score, first];
    else if (score > second) second = score;
  }
  return { first, second };
}
