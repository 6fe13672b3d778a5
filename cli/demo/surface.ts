/** Where people of the story are. */
export const surfaces = ['Discord', 'Slack', 'Matrix', 'GitHub', 'console'] as const;

export type Surface = (typeof surfaces)[number];
