// Text that arrives at once: a paste that the terminal marks, and lines that come together.
#include "editor.h"

#include <stdlib.h>

// What a paste may put into the line, or 0. Terminals send a carriage return for a line end.
static wchar_t pasted_character(wchar_t character) {
  if (character == L'\r') return L'\n';
  bool is_blank = character == L'\n' || character == L'\t';
  return is_blank || (character >= L' ' && character != 0x7f) ? character : 0;
}

unsigned char cle_paste(EditLine *line, int key) {
  (void)key;
  cle_note_line(cle_of(line));
  static const wchar_t ending[] = L"\033[201~";
  size_t capacity = 256, count = 0, matched = 0;
  wchar_t *text = malloc(capacity * sizeof *text);
  wchar_t character = 0;
  while (text && ending[matched] && el_wgetc(line, &character) == 1) {
    matched = character == ending[matched] ? matched + 1 : character == ending[0];
    // The escape of an ending is no character that a paste may hold; the rest of it is cut below.
    wchar_t kept = pasted_character(character);
    if (!kept) continue;
    if (count + 1 == capacity) {
      wchar_t *grown = realloc(text, 2 * capacity * sizeof *text);
      if (!grown) break;
      text = grown;
      capacity *= 2;
    }
    text[count++] = kept;
  }
  if (!text || cle_was_interrupted()) {
    free(text);
    return cle_was_interrupted() ? CC_EOF : CC_ERROR;
  }
  if (!ending[matched]) count -= wcslen(ending) - 1;
  // A last line end is the terminal's idea of a whole line; Return is still the user's to press.
  while (count && text[count - 1] == L'\n') count--;
  text[count] = 0;
  int failed = count ? el_winsertstr(line, text) : 0;
  free(text);
  return failed ? CC_ERROR : CC_REFRESH;
}

// The line that is waiting already, with its line end if it has come too; NULL if none is.
static wchar_t *waiting_line(cle_editor *editor) {
  enum { CAPACITY = 4096 };
  wchar_t *text = calloc(CAPACITY, sizeof *text);
  size_t count = 0;
  while (text && count + 1 < CAPACITY && cle_has_input(editor, 0)) {
    if (el_wgetc(editor->line, &text[count]) != 1) break;
    wchar_t character = text[count++];
    if (character == L'\r' || character == L'\n') break;
  }
  if (text) text[count] = 0;
  if (text && count) return text;
  free(text);
  return NULL;
}

static bool continues_entry(cle_editor *editor, const wchar_t *next) {
  size_t length = wcstombs(NULL, next, 0);
  char *text = length == (size_t)-1 ? NULL : malloc(length + 1);
  if (!text || !editor->continues) {
    free(text);
    return false;
  }
  wcstombs(text, next, length + 1);
  bool continues = editor->continues(editor->context, text);
  free(text);
  return continues;
}

// Return enters the line, unless the next line is there already and is a part of the statement:
// then somebody pasted both. Another next line waits until a line is read again.
unsigned char cle_enter(EditLine *line, int key) {
  (void)key;
  cle_editor *editor = cle_of(line);
  editor->is_ahead = false;
  wchar_t *next = editor->held ? NULL : waiting_line(editor);
  if (next && continues_entry(editor, next)) {
    const LineInfoW *info = el_wline(line);
    el_cursor(line, (int)(info->lastchar - info->cursor));
    el_winsertstr(line, L"\n");
    el_wpush(line, next);
    editor->is_ahead = true;
    free(next);
    return CC_REFRESH;
  }
  if (next) editor->held = next;
  return cle_press(line, L'N');
}
