/** Large cities that do not give their name to a time zone of the IANA database, and newer spellings. */
export const cities: ReadonlyMap<string, string> = new Map([
  ...['munich', 'münchen', 'hamburg', 'cologne', 'köln', 'frankfurt', 'leipzig', 'stuttgart'].map(
    (city) => [city, 'Europe/Berlin'] as const,
  ),
  ...['nyc', 'boston', 'washington', 'miami', 'atlanta', 'philadelphia'].map((city) => [city, 'America/New_York'] as const),
  ...['san_francisco', 'seattle', 'la', 'san_diego', 'portland', 'las_vegas'].map((city) => [city, 'America/Los_Angeles'] as const),
  ...['houston', 'dallas', 'austin', 'minneapolis', 'new_orleans'].map((city) => [city, 'America/Chicago'] as const),
  ...['montreal', 'ottawa'].map((city) => [city, 'America/Toronto'] as const),
  ...['mumbai', 'delhi', 'new_delhi', 'bangalore', 'bengaluru', 'chennai', 'hyderabad', 'pune', 'kolkata', 'asia/kolkata'].map(
    (city) => [city, 'Asia/Kolkata'] as const,
  ),
  ...['beijing', 'shenzhen', 'guangzhou', 'wuhan'].map((city) => [city, 'Asia/Shanghai'] as const),
  ...['kyoto', 'osaka'].map((city) => [city, 'Asia/Tokyo'] as const),
  ...['kyiv', 'europe/kyiv', 'lviv', 'odesa'].map((city) => [city, 'Europe/Kyiv'] as const),
  ...['geneva', 'basel', 'bern'].map((city) => [city, 'Europe/Zurich'] as const),
  ...['barcelona', 'valencia', 'seville'].map((city) => [city, 'Europe/Madrid'] as const),
  ...['milan', 'naples', 'turin', 'florence'].map((city) => [city, 'Europe/Rome'] as const),
  ...['lyon', 'marseille', 'toulouse'].map((city) => [city, 'Europe/Paris'] as const),
  ...['manchester', 'edinburgh', 'birmingham', 'glasgow'].map((city) => [city, 'Europe/London'] as const),
  ...['rio', 'rio_de_janeiro', 'brasilia'].map((city) => [city, 'America/Sao_Paulo'] as const),
  ['rotterdam', 'Europe/Amsterdam'],
  ['tel_aviv', 'Asia/Jerusalem'],
  ['hanoi', 'Asia/Ho_Chi_Minh'],
  ['cape_town', 'Africa/Johannesburg'],
  ['canberra', 'Australia/Sydney'],
]);

/** Initials that people use for a zone, and a zone that keeps them. */
export const initials: ReadonlyMap<string, string> = new Map([
  ...['est', 'edt', 'et'].map((name) => [name, 'America/New_York'] as const),
  ...['cst', 'cdt', 'ct'].map((name) => [name, 'America/Chicago'] as const),
  ...['mst', 'mdt', 'mt'].map((name) => [name, 'America/Denver'] as const),
  ...['pst', 'pdt', 'pt'].map((name) => [name, 'America/Los_Angeles'] as const),
  ...['cet', 'cest', 'met', 'mez', 'mesz'].map((name) => [name, 'Europe/Berlin'] as const),
  ...['eet', 'eest'].map((name) => [name, 'Europe/Helsinki'] as const),
  ...['wet', 'west'].map((name) => [name, 'Europe/Lisbon'] as const),
  ['bst', 'Europe/London'],
  ['ist', 'Asia/Kolkata'],
  ['jst', 'Asia/Tokyo'],
  ['msk', 'Europe/Moscow'],
  ...['aest', 'aedt'].map((name) => [name, 'Australia/Sydney'] as const),
]);
