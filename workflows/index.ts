/** What the worker bundles: every durable process, by its registered name. */
export { voteLifecycle } from './vote-lifecycle/workflow.ts';
