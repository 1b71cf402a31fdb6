/** How the bytes of a recording become rows of texts. Rows are counted from 1, headers, comments and empty lines apart. */
export type RecordingFormat =
  | {
      readonly kind: 'delimited';
      readonly delimiter: string;
      /** `utf8` where absent. */
      readonly encoding?: 'utf8' | 'latin1';
      /** Lines that begin so are no rows. */
      readonly comment?: string;
      /** The file does not name its columns: they are those of the mapping's header. */
      readonly headerless?: true;
      /** Rows end in one delimiter more than the header line. */
      readonly trailingDelimiter?: true;
    }
  | {
      /** A JSON object a line; the columns are its keys, in any order. */
      readonly kind: 'json-lines';
    }
  | {
      /**
       * A recording of Victron's dbus-recorder, tab separated: the name of the service; its tree, `path type value text` a
       * line; an empty line; its changes, `second path type value text`. All become rows of the columns of
       * {@link DBUS_COLUMNS}; the tree is what stood there at second 0.
       */
      readonly kind: 'dbus';
    };

export const DBUS_COLUMNS = ['second', 'path', 'type', 'value', 'text'] as const;
