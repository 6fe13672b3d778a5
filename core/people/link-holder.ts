/**
 * Who alone may use a code, as "PLATFORM/NAME": said where everybody reads it, nobody else can do anything with it. Only as good as the
 * platform's names: GitHub's belong to one account at a time.
 */
export function readHolder(words: string): string | null {
  const [, platform = '', name = ''] = /^\s*([a-z][a-z-]*)\s*\/\s*@?(\S(?:.*\S)?)\s*$/i.exec(words) ?? [];
  return platform === '' ? null : holderOf({ platform, displayName: name });
}

export function holderOf({ platform, displayName }: { readonly platform: string; readonly displayName: string }): string {
  return `${platform}/${displayName}`.toLowerCase();
}
