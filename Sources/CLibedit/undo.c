// Undo for the keys of emacs: libedit itself remembers a line only for those of vi.
#include "editor.h"

#include <stdlib.h>
#include <string.h>

static void drop_last(cle_editor *editor) {
  editor->snapshot_count--;
  free(editor->snapshots[editor->snapshot_count].text);
}

void cle_forget_snapshots(cle_editor *editor) {
  while (editor->snapshot_count) drop_last(editor);
}

static bool equals(const cle_snapshot *snapshot, const LineInfoW *info) {
  size_t length = (size_t)(info->lastchar - info->buffer);
  return wcslen(snapshot->text) == length && wmemcmp(snapshot->text, info->buffer, length) == 0;
}

// Remembers the line before a change, unless it is what was remembered last.
void cle_note_line(cle_editor *editor) {
  const LineInfoW *info = el_wline(editor->line);
  int count = editor->snapshot_count;
  if (count && equals(&editor->snapshots[count - 1], info)) return;
  if (count == UNDO_LIMIT) {
    free(editor->snapshots[0].text);
    memmove(editor->snapshots, editor->snapshots + 1, (UNDO_LIMIT - 1) * sizeof *editor->snapshots);
    editor->snapshot_count--;
  }
  size_t length = (size_t)(info->lastchar - info->buffer);
  wchar_t *text = calloc(length + 1, sizeof *text);
  if (!text) return;
  wmemcpy(text, info->buffer, length);
  editor->snapshots[editor->snapshot_count++] =
      (cle_snapshot){.text = text, .cursor = (int)(info->cursor - info->buffer)};
}

// Back to the line before the last change; at last to an empty one.
unsigned char cle_undo(EditLine *line, int key) {
  (void)key;
  cle_editor *editor = cle_of(line);
  const LineInfoW *info = el_wline(line);
  while (editor->snapshot_count && equals(&editor->snapshots[editor->snapshot_count - 1], info))
    drop_last(editor);
  if (editor->snapshot_count) {
    cle_snapshot last = editor->snapshots[editor->snapshot_count - 1];
    cle_set_line(line, last.text, last.cursor);
    drop_last(editor);
    return CC_REFRESH;
  }
  if (info->lastchar == info->buffer) return CC_ERROR;
  cle_set_line(line, L"", 0);
  return CC_REFRESH;
}
