/**
 * Raised with every change of `indexTerms` by which what is stored would not be found any more, together with a
 * migration that raises the default of `chunk.analysis`. Documents published before are to be ingested again.
 */
export const analysisVersion = 2;
