/** Runs to an exit code and stops whatever was started, also when somebody presses Ctrl-C: a server would outlive us. */
export async function runAndCleanUp(work: (stack: AsyncDisposableStack) => Promise<number>): Promise<void> {
  const stack = new AsyncDisposableStack();
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isInterrupted = true;
      process.stderr.write('Cleaning up ...\n');
      void stack.disposeAsync().finally(() => process.exit(130));
    });
  }
  try {
    process.exitCode = await work(stack);
  } catch (error) {
    if (!isInterrupted) throw error;
    await new Promise(() => {}); // what we took away from under the work; the end is near
  } finally {
    await stack.disposeAsync();
  }
}
