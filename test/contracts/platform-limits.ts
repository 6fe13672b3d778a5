/** What a platform cannot do, or only in part. */
export type PlatformLimits = {
  /** How many options of one choice can be picked; the others are said. Default all. */
  readonly mostPicked?: number;
  /** How many characters one message shows at least, in however many parts. Default all. */
  readonly longest?: number;
  /** Cases that mean nothing there, each with the reason. Its README says it too. */
  readonly without?: Readonly<Record<string, string>>;
};
