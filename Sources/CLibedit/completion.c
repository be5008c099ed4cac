// What Tab does to the line, by the words of whoever reads it.
#include "editor.h"

#include <stdlib.h>
#include <string.h>

static void show_below(cle_editor *editor, const char *listing) {
  // What is left of the typed text below the cursor is wiped; all of it is drawn anew further down.
  fprintf(editor->output, editor->is_capable ? "\n\033[J%s\n" : "\n%s\n", listing);
  fflush(editor->output);
  el_set(editor->line, EL_REFRESH);
}

unsigned char cle_complete(EditLine *line, int key) {
  (void)key;
  cle_editor *editor = cle_of(line);
  const LineInfo *info = el_line(line);
  if (!editor || !editor->complete || !info) return CC_ERROR;
  char *text = strndup(info->buffer, (size_t)(info->lastchar - info->buffer));
  if (!text) return CC_ERROR;
  cle_completion found =
      editor->complete(editor->context, text, (int)(info->cursor - info->buffer));
  free(text);
  bool changes = found.erased > 0 || (found.insertion && *found.insertion);
  if (changes) cle_note_line(editor);
  if (found.erased > 0) el_deletestr(line, found.erased);
  if (found.insertion && *found.insertion) el_insertstr(line, found.insertion);
  bool lists = found.listing && *found.listing;
  if (lists) show_below(editor, found.listing);
  free(found.insertion);
  free(found.listing);
  if (lists) return CC_NORM;
  return changes ? CC_REFRESH : CC_ERROR;
}
