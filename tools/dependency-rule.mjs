// Who may know whom (.dependency-cruiser.json), over the folders of a checkout: `node tools/dependency-rule.mjs [FOLDER]`.
// dependency-cruiser needs TypeScript's own API, which version 7 does not have: it is shown version 6, else it would read nothing
// and find nothing. So that such a silence is noticed, a run that sees fewer imports than files fails.
import { existsSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';

const root = process.argv[2] ?? join(import.meta.dirname, '..');
const places = [
  'core',
  'bots',
  'workflows',
  'adapters',
  'web',
  'features',
  'main',
  'config',
  'cli',
  'test',
  'bench',
  'main.ts',
  'config.ts',
];

registerHooks({
  resolve: (specifier, context, next) =>
    next(/^typescript(\/|$)/.test(specifier) ? specifier.replace('typescript', 'typescript-6') : specifier, context),
});
const { cruise } = await import('dependency-cruiser');

process.chdir(root);
const configuration = JSON.parse(readFileSync(join(import.meta.dirname, '..', '.dependency-cruiser.json'), 'utf8'));
const { output } = await cruise(
  places.filter((place) => existsSync(place)),
  { ...configuration.options, ruleSet: { forbidden: configuration.forbidden }, validate: true, outputType: 'json' },
);
const { modules, summary } = JSON.parse(output);
const files = modules.filter(({ source }) => source.endsWith('.ts') && !source.includes('node_modules'));
const imports = files.reduce((sum, { dependencies }) => sum + dependencies.length, 0);

for (const { rule, from, to, cycle } of summary.violations) {
  const by = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ');
  process.stderr.write(`${from}: ${rule.name}: it must not import ${by}\n`);
}
if (summary.violations.length > 0) process.exitCode = 1;
else if (files.length === 0 || imports < files.length) {
  process.stderr.write(
    `${imports} imports were seen in ${files.length} files: the rule was not really checked (is typescript-6 installed?)\n`,
  );
  process.exitCode = 1;
} else process.stdout.write(`${files.length} files, ${imports} imports: all allowed\n`);
