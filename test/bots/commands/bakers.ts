import { createVillage } from '../../fakes/village.ts';

/** Ada founds the Bakers with a channel, the kitchen, where Bea joins them. */
export async function foundBakers(create = 'network create Bakers') {
  const village = createVillage();
  const [ada, bea, cem] = [village.person('Ada'), village.person('Bea'), village.person('Cem', 'console')];
  await ada.says(create);
  await ada.says('space bind', { in: 'kitchen', managing: true });
  await bea.says('join', { in: 'kitchen' });
  return { ...village, ada, bea, cem };
}
