/** Words that mean the same here, by their stem. */
const same: Record<string, string> = {
  ...group('show', 'list display get fetch see view print tell output return enumerate'),
  ...group('find', 'search locate lookup'),
  ...group('delete', 'remove erase offboard off-board destroy'),
  ...group('create', 'add invite new register make-new'),
  ...group('update', 'change modify edit alter'),
  ...group('deactivate', 'disable suspend block'),
  ...group('activate', 'enable reactivate unblock'),
  ...group('copy', 'migrate transfer'),
  ...group('user', 'people person member account colleague'),
  ...group('dashboard', 'dash dashboards'),
  ...group('model', 'datamodel datamodels data-model'),
  ...group('cube', 'elasticube ecube e-cube'),
  ...group('group', 'team'),
  ...group('check', 'test examine'),
  ...group('unused', 'not-used'),
  ...group('column', 'field'),
  ...group('security', 'datasecurity rls'),
  ...group('share', 'sharing'),
  ...group('big', 'largest biggest'),
  ...group('export', 'download backup'),
  ...group('build', 'deploy rebuild'),
};

/** Words that say nothing about what is meant. */
const empty = new Set(
  `a an the of in on at to for from by with and or is are was were be do does did have has had can could would will may please me my i you your it its
  this that these those there their all any every each some only just also as into out up not no now then so than about which what who whom whose when
  where how many much if per via using us our s t exist existing there's currently`.split(/\s+/),
);

function group(word: string, others: string): Record<string, string> {
  return Object.fromEntries([word, ...others.split(' ')].map((other) => [stem(other), word]));
}

/** A crude stem: good enough where both sides go through it. */
function stem(word: string): string {
  const text = word.toLowerCase().replace(/['’]s$/, '');
  if (text.length <= 3) return text;
  return text
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x)es$/, '$1')
    .replace(/([^sui])s$/, '$1')
    .replace(/(ing|ed)$/, '')
    .replace(/e$/, '');
}

/** The word a word stands for. */
export function canonical(word: string): string {
  const stemmed = stem(word);
  return same[stemmed] ?? stemmed;
}

export function saysNothing(word: string): boolean {
  return empty.has(word.toLowerCase());
}

/** Things that have names. A name stands beside one of these: "dashboard Sales", "the 'Analysts' group". */
export const nouns = new Set(
  `user group role dashboard model cube folder widget table column connection plugin notebook database schema dataset provider tenant owner script share
  action measure dimension datasource server field`
    .split(/\s+/)
    .map(canonical),
);

/** Verbs with which an ask to change something begins. */
export const changeVerbs = new Set(
  `delete create update rename move put publish share deactivate activate set make build grant revoke copy assign unshare take call save restore unpublish
  schedule start import add replace`
    .split(/\s+/)
    .map(canonical),
);
