/** The command line itself is wrong: answered with the command's usage. */
export class UsageError extends Error {}
