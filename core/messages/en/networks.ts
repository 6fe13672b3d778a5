export const networks = {
  'networks.name-taken': 'There is a network called {network} already. Take another name, or join it.',
  'networks.place-taken': 'This place belongs to another network. Unbind it there first.',
  'networks.vouch-for-oneself': 'Nobody can vouch for themselves. Ask a member who knows you.',
  'networks.vouch-not-asked': '{name} is not waiting to be admitted. Whoever wants to become a member asks to join first.',
} as const;
