/** Options of a test that takes as long as it takes: how long is the machine's affair, and no sign of a mistake. */
export const unhurried = { timeout: 600_000 } as const;
