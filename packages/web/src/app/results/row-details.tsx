import type { Column, Row } from '@fes-assistant/protocol';
import { SideSheet } from '../shared/side-sheet.tsx';
import { FieldList } from './field-list.tsx';

export interface RowDetailsProps {
  title: string;
  columns: Column[];
  row: Row | undefined;
  onClose: () => void;
}

/** Every field of one row in full, also those that are not columns. */
export function RowDetails({ title, columns, row, onClose }: RowDetailsProps) {
  return (
    <SideSheet title={title} isOpen={row !== undefined} onClose={onClose}>
      {row && (
        <div className="p-4">
          <FieldList item={row} columns={columns} />
        </div>
      )}
    </SideSheet>
  );
}
