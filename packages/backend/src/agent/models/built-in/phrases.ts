/** Typical asks whose words alone would leave open which tool is meant. The first that fits a tool of the catalogue counts. */
export const phrases: [RegExp, string][] = [
  [/^\s*(please )?(undo|revert|roll ?back|take (that|it|this) back)\b/i, 'operations.undo'],
  [/^\s*who am i\b|\bmy (own )?(user|account|role)\b|\bwhich user am i\b/i, 'access.get_my_user'],
  [/\b(add|put|assign|move)\b.*@.*\b(to|into|in)\b.*\bgroups?\b/i, 'access.update_user'],
  [
    /^\s*(please )?(create|add|invite|register|make)\b.*\b(users?|viewers?|designers?|admins?|accounts?)\b.*@/i,
    'access.create_user',
  ],
  [/^\s*(please )?(invite|register)\b.*@/i, 'access.create_user'],
  [
    /^\s*(please )?make\b.+\b(an?|the)? ?(sys ?admin|admin(istrator)?|(data |dashboard )?designer|viewer)s?\b\s*[.!]?$/i,
    'access.update_user',
  ],
  [/\b(first|last|user|sur)[ -]?name\b.*\bto\b/i, 'access.update_user'],
  [/^\s*(please )?(change|set|update)\b.*\brole\b.*\bto\b/i, 'access.update_user'],
  [/\b(what|which) role (does|has)\b.*@/i, 'access.get_user'],
  [/^\s*(is|who is|show|find|look up|get)( me| the| user)*\s+\S+@\S+/i, 'access.get_user'],
  [/^\s*(show|open|get)( me)?( the)? folder\s+\S/i, 'folder.get_folder_id'],
  [/^\s*search\b/i, 'search.assets'],
  [/^\s*(who|which (users?|people|viewers?))\b.*\b(see|view|open|edit|access)\b/i, 'dashboard.who_can_see'],
  [/\b(uses?|used|breaks?)\b.*\b(columns?|fields?|tables?)\b.*\b(in|of|from)\b/i, 'datamodel.where_used'],
  [/\b(fail(s|ed|ing)?|broken|last|latest|recent|running)\b.*\bbuilds?\b|\bbuilds?\b.*\bfail/i, 'builds.recent'],
  [/\b(data|rows|records|contents?)\b.*\b(of|in|from)\b.*\btable\b/i, 'datamodel.get_data'],
  [/^\s*(please )?(deactivate|disable|activate|re-?activate)\b.*(@|\buser\b)/i, 'access.update_user'],
  [
    /\b(unused|not used|never used|aren't used|not being used)\b.*\b(fields?|columns?)\b.*\b(all|every) (data ?)?models\b/i,
    'access.get_unused_columns_bulk',
  ],
  [
    /\b(unused|never used)\b.*\b(fields?|columns?)\b|\b(fields?|columns?)\b.*\b(unused|not (being )?used|aren't used|never used)\b/i,
    'access.get_unused_columns',
  ],
  [/\b(users?|members?|who|people)\b.*\b(in|of|belongs? to)\b.*\bgroup\b(?! (them|by))/i, 'access.users_per_group'],
  [
    /^\s*(show|list|get|give me|display|what|which)\b( me| are| all| the| our| existing)*\s+groups\b( (exist|are there|do we have))?( please)?\s*[?.]?$/i,
    'access.users_per_group_all',
  ],
  [
    /\b(viewers?|designers?|admin(istrator)?s|users?)\b.*\b(logged in|log in|login|inactive|active|disabled)\b/i,
    'access.get_users_all',
  ],
  [
    /^\s*(show|list|get|give me|how many|which|display|find)\b( me| all| the| our)*\s+(viewers|designers|admin(istrator)?s|users)\b( are there| do we have| exist)?( please)?\s*[?.]?$/i,
    'access.get_users_all',
  ],
  [/\bdashboards\b.*\b(own|owns|owned)\b/i, 'dashboard.get_all_dashboards'],
  [
    /^\s*(show|list|get|give me|how many|display)\b( me| all| the| our)*\s+dashboards\b( are there| do we have| exist)?( please)?\s*[?.]?$/i,
    'dashboard.get_all_dashboards',
  ],
  [
    /^\s*(show|list|get|give me|how many|display|which|what)\b( me| all| the| our)*\s+(data ?)?(models|cubes)\b( are there| do we have| exist)?( please)?\s*[?.]?$/i,
    'datamodel.get_all_datamodel',
  ],
  [
    /^\s*(show|list|get|give me|how many|display)\b( me| all| the| our)*\s+folders\b( are there| do we have| exist)?( please)?\s*[?.]?$/i,
    'folder.get_all_folders',
  ],
  [/\btables?\b.*\bcolumns?\b.*\bmodel|\btables?\b.*\bcolumns?\b.*\bof\b/i, 'datamodel.get_model_schema'],
];
