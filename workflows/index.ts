/** What the worker bundles: every durable process, by its registered name. */
export { digestRound } from './digest/workflow.ts';
export { juryProcess } from './moderation/workflow.ts';
export { voteLifecycle } from './vote-lifecycle/workflow.ts';
