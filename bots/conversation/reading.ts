/** What words mean depends on when and where they are said. */
export type Reading = {
  readonly now: Date;
  /** IANA name. */
  readonly timeZone: string;
};
