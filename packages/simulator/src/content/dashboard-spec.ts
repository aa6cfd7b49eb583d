export interface DashboardSpec {
  title: string;
  model: string;
  /** Path of the folder; at the root when left out. */
  folder?: string;
  owner: string;
  /** Widgets in order, by short names of kinds (see widget-kinds.ts). */
  widgets: string;
  /** `Analysts:view`, `maya.chen:edit`; spaces in group names are written `_`. */
  shares?: string;
  /** Columns to filter by, with `|` between them; `+a>b` is one dependent filter; `@` is the model's date. */
  filters?: string;
  script?: string;
  /** Title of a dashboard that its first widget jumps to. */
  jumpTo?: string;
  desc?: string;
}
