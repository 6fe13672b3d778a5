import type { PersonalTable } from '../../core/people/personal-table.ts';
import type { Privacy } from '../../core/ports/privacy.ts';
import { paragraph, say } from '../../core/text/text.ts';
import { defineCommand } from '../conversation/command.ts';
import type { Reply } from '../conversation/command.ts';

type Ports = { readonly privacy: Pick<Privacy, 'export'> };

/** All that is stored about whoever asks, for their eyes only: as text, because every platform carries and splits text. */
export const meExport = (tables: readonly PersonalTable[]) =>
  defineCommand({
    name: 'me export',
    summary: 'people.export-summary',
    example: 'me export',
    needs: 'anyone',
    fields: {},
    run: async ({ person }, { privacy }: Ports): Promise<Reply> => {
      const exported = Object.entries(await privacy.export(person, tables));
      const lines = exported.map(
        ([table, rows]) => `${JSON.stringify(table)}: [\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`,
      );
      return {
        text: [
          { kind: 'heading', inlines: [say('people.exported')] },
          paragraph(say('people.exported-how')),
          { kind: 'preformatted', text: `{\n${lines.join(',\n')}\n}` },
          paragraph(say('people.exported-not')),
        ],
        secret: true,
      };
    },
  });
