// The incremental search of the history: the prompt says what is looked for, and the line shows
// the newest entry that contains it.
#include "editor.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { CONTROL_G = 7, CONTROL_H = 8, CONTROL_R = 18, ESCAPE = 27, DELETE = 127 };
// Milliseconds in which the rest of an arrow key's sequence comes.
enum { SEQUENCE_PAUSE = 25 };

static bool contains(const char *text, const char *pattern) {
  size_t length = strlen(pattern);
  for (; *text; text++)
    if (strncasecmp(text, pattern, length) == 0) return true;
  return length == 0;
}

// The entry with the pattern that is at a number, counted from the newest, or older.
static const char *found(cle_editor *editor, int from, int *number) {
  HistEvent event;
  int position = 0;
  int result = history(editor->history, &event, H_FIRST);
  for (; result != -1; result = history(editor->history, &event, H_NEXT), position++) {
    if (position < from || !contains(event.str, editor->pattern)) continue;
    *number = position;
    return event.str;
  }
  return NULL;
}

static void show_line(EditLine *line, const char *text) {
  cle_set_line(line, L"", 0);
  if (*text) el_insertstr(line, text);
}

static unsigned char look(EditLine *line, int from) {
  cle_editor *editor = cle_of(line);
  const char *entry = *editor->pattern ? found(editor, from, &editor->match) : NULL;
  editor->has_match = entry != NULL;
  if (entry) show_line(line, entry);
  bool is_missing = !entry && *editor->pattern;
  snprintf(
      editor->search_prompt, sizeof editor->search_prompt,
      is_missing ? "no match for \"%s\": " : "search history \"%s\": ", editor->pattern);
  cle_press(line, L'S');
  return CC_REFRESH;
}

void cle_end_search(cle_editor *editor) {
  editor->is_searching = false;
  free(editor->searched_from);
  editor->searched_from = NULL;
}

unsigned char cle_search(EditLine *line, int key) {
  (void)key;
  cle_editor *editor = cle_of(line);
  cle_note_line(editor);
  const LineInfo *info = el_line(line);
  cle_end_search(editor);
  editor->searched_from = strndup(info->buffer, (size_t)(info->lastchar - info->buffer));
  editor->is_searching = true;
  editor->match = 0;
  *editor->pattern = 0;
  return look(line, 0);
}

// Drops the last character of the pattern, of however many bytes.
static void shorten(char *pattern) {
  size_t length = strlen(pattern);
  while (length && ((unsigned char)pattern[--length] & 0xC0) == 0x80) {}
  pattern[length] = 0;
}

static void lengthen(char *pattern, wchar_t character) {
  wchar_t text[] = {character, 0};
  char bytes[8] = {0};
  if (wcstombs(bytes, text, sizeof bytes - 1) == (size_t)-1) return;
  if (strlen(pattern) + strlen(bytes) <= PATTERN_LIMIT) strcat(pattern, bytes);
}

// Takes one key of a search. What is no part of it ends the search and acts on the line found.
unsigned char cle_search_key(EditLine *line, int key) {
  (void)key;
  cle_editor *editor = cle_of(line);
  wchar_t character = 0;
  if (el_wgetc(line, &character) != 1) return CC_EOF;
  switch (character) {
  case CONTROL_R: return look(line, editor->has_match ? editor->match + 1 : 0);
  case CONTROL_H:
  case DELETE:
    shorten(editor->pattern);
    return look(line, 0);
  case CONTROL_G:
    if (editor->searched_from) show_line(line, editor->searched_from);
    cle_end_search(editor);
    return CC_REFRESH;
  default: break;
  }
  if (character >= L' ') {
    lengthen(editor->pattern, character);
    return look(line, editor->match);
  }
  cle_end_search(editor);
  wchar_t keys[] = {character, 0};
  if (character != ESCAPE || cle_has_input(editor, SEQUENCE_PAUSE)) el_wpush(line, keys);
  return CC_REFRESH;
}
