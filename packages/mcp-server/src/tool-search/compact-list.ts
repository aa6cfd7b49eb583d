/**
 * What a compact list shows at the top, as far as it is offered: what people ask for most, and what a change or a large
 * result needs afterwards. All else is reached through `tools.search` and `tools.call`.
 */
export const compactList = [
  'search.assets',
  'deployment.summary',
  'access.get_users_all',
  'access.get_user',
  'access.create_user',
  'access.update_user',
  'access.delete_user',
  'dashboard.get_all_dashboards',
  'dashboard.get_dashboard_by_name',
  'dashboard.who_can_see',
  'datamodel.get_all_datamodel',
  'datamodel.describe_datamodel',
  'datamodel.where_used',
  'migration.migrate_dashboards',
  'migration.migrate_datamodels',
  'operations.get',
  'operations.watch',
  'operations.cancel',
  'operations.undo',
  'results.rows',
  'results.group',
  'results.filter',
  'tools.search',
  'tools.call',
];
