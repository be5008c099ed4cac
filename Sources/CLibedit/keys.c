// The keys, for those who edit as in emacs and those who edit as in vi.
#include "editor.h"

#include <stdlib.h>
#include <string.h>

// Milliseconds in which the rest of a key's sequence comes after its escape character.
enum { SEQUENCE_PAUSE = 25 };

// Movement in an entry of several lines

static const wchar_t *line_start(const LineInfoW *info, const wchar_t *place) {
  while (place > info->buffer && place[-1] != L'\n') place--;
  return place;
}

static const wchar_t *line_end(const LineInfoW *info, const wchar_t *place) {
  while (place < info->lastchar && *place != L'\n') place++;
  return place;
}

static unsigned char move_to(EditLine *line, const LineInfoW *info, const wchar_t *place) {
  el_cursor(line, (int)(place - info->cursor));
  return CC_REFRESH;
}

// The line above, then the lines of the entry that were read before, then the history.
static unsigned char up(EditLine *line, int key) {
  (void)key;
  cle_editor *editor = cle_of(line);
  const LineInfoW *info = el_wline(line);
  const wchar_t *start = line_start(info, info->cursor);
  if (start > info->buffer) {
    const wchar_t *above = line_start(info, start - 1);
    const wchar_t *place = above + (info->cursor - start);
    return move_to(line, info, place < start - 1 ? place : start - 1);
  }
  if (editor->is_continued) return cle_leave(editor, CLE_REOPENED);
  cle_note_line(editor);
  return cle_press(line, L'P');
}

static unsigned char down(EditLine *line, int key) {
  (void)key;
  const LineInfoW *info = el_wline(line);
  const wchar_t *end = line_end(info, info->cursor);
  if (end == info->lastchar) return cle_press(line, L'F');
  const wchar_t *last = line_end(info, end + 1);
  const wchar_t *place = end + 1 + (info->cursor - line_start(info, info->cursor));
  return move_to(line, info, place < last ? place : last);
}

// Insertion

static unsigned char new_line(EditLine *line, int key) {
  (void)key;
  return el_winsertstr(line, L"\n") ? CC_ERROR : CC_REFRESH;
}

static unsigned char insert_initial(EditLine *line, int key) {
  (void)key;
  cle_editor *editor = cle_of(line);
  if (!editor->initial) return CC_ERROR;
  return el_insertstr(line, editor->initial) ? CC_ERROR : CC_REFRESH;
}

static unsigned char open_editor(EditLine *line, int key) {
  (void)key;
  return cle_leave(cle_of(line), CLE_EDIT);
}

// Changes that undo takes back: the line is noted, then libedit's own command runs. A blank is one
// of them, so that undo goes back a word at a time.
static unsigned char noted(EditLine *line, int key) {
  cle_editor *editor = cle_of(line);
  cle_note_line(editor);
  if (editor->is_ahead && key == ' ') return el_winsertstr(line, L" ") ? CC_ERROR : CC_REFRESH;
  return cle_press(line, (wchar_t)key);
}

static unsigned char noted_meta(EditLine *line, int key) {
  (void)key;
  cle_note_line(cle_of(line));
  return cle_press(line, L'M');
}

// Escape in vi is a key of its own as well as the beginning of the sequences of others; what
// follows at once is such a sequence. Alone it presses the given key.
static unsigned char escape_or(EditLine *line, wchar_t alone) {
  cle_editor *editor = cle_of(line);
  enum { CAPACITY = 16 };
  wchar_t keys[CAPACITY + 2] = {PRIVATE_LEAD[0]};
  size_t count = 1;
  if (!cle_has_input(editor, SEQUENCE_PAUSE)) return cle_press(line, alone);
  do {
    if (el_wgetc(line, &keys[count]) != 1) break;
    wchar_t character = keys[count++];
    bool opens = count == 2 && (character == L'[' || character == L'O');
    bool ends = count > 2 && character >= L'@' && character <= L'~' && character != L'[';
    if (ends || (count == 2 && !opens)) break;
  } while (count < CAPACITY && cle_has_input(editor, SEQUENCE_PAUSE));
  bool is_sequence = keys[1] == L'[' || keys[1] == L'O' || keys[1] == L'\r' || keys[1] == L'\n';
  if (!is_sequence) cle_press(line, alone);
  el_wpush(line, keys + (is_sequence ? 0 : 1));
  return CC_NORM;
}

static unsigned char escape(EditLine *line, int key) {
  (void)key;
  return escape_or(line, L'E');
}

// In the command mode there is nothing to leave, and the cursor stays.
static unsigned char escape_again(EditLine *line, int key) {
  (void)key;
  return escape_or(line, L'X');
}

typedef struct {
  const char *key;
  const char *command;
} binding;

// Keys that are no sequences, with the same meaning in every mode.
static const binding common[] = {
    {"^I", "pinstripe-complete"}, {"^R", "pinstripe-search"},
    {"^M", "pinstripe-enter"},    {"^J", "pinstripe-enter"},
    {"^X^E", "pinstripe-edit"},
};

// Keys of emacs alone: changes that can be undone.
static const binding emacs[] = {
    {" ", "pinstripe-noted"},      {"^_", "pinstripe-undo"},
    {"^X^U", "pinstripe-undo"},    {"^U", "pinstripe-noted"},
    {"^K", "pinstripe-noted"},     {"^W", "pinstripe-noted"},
    {"^Y", "pinstripe-noted"},     {"\\ed", "pinstripe-noted-meta"},
    {"\\233^U", "em-kill-line"},   {"\\233^K", "ed-kill-line"},
    {"\\233^W", "ed-delete-prev-word"}, {"\\233^Y", "em-yank"},
    {"\\233M", "em-delete-next-word"}, {"\\233 ", "ed-insert"},
};

// What functions press.
static const binding pressed[] = {
    {"N", "ed-newline"},       {"P", "ed-prev-history"},
    {"F", "ed-next-history"},  {"S", "pinstripe-search-key"},
    {"I", "pinstripe-initial"},
};

// The sequences of keys, without their escape character. Terminals do not agree on Home, End and
// arrows with Ctrl or Alt, so every spelling is here.
static const binding sequences[] = {
    {"[200~", "pinstripe-paste"}, {"^M", "pinstripe-line"},
    {"^J", "pinstripe-line"},     {"[A", "pinstripe-up"},
    {"OA", "pinstripe-up"},       {"[B", "pinstripe-down"},
    {"OB", "pinstripe-down"},     {"[C", "ed-next-char"},
    {"OC", "ed-next-char"},       {"[D", "ed-prev-char"},
    {"OD", "ed-prev-char"},       {"[H", "ed-move-to-beg"},
    {"OH", "ed-move-to-beg"},     {"[1~", "ed-move-to-beg"},
    {"[7~", "ed-move-to-beg"},    {"[F", "ed-move-to-end"},
    {"OF", "ed-move-to-end"},     {"[4~", "ed-move-to-end"},
    {"[8~", "ed-move-to-end"},    {"[3~", "ed-delete-next-char"},
    {"[1;5C", "em-next-word"},    {"[1;5D", "ed-prev-word"},
    {"[1;3C", "em-next-word"},    {"[1;3D", "ed-prev-word"},
    {"[5C", "em-next-word"},      {"[5D", "ed-prev-word"},
    {"Oc", "em-next-word"},       {"Od", "ed-prev-word"},
    {"[3;5~", "em-delete-next-word"},
};

static void bind(cle_editor *editor, bool in_commands, const char *key, const char *command) {
  if (in_commands)
    el_set(editor->line, EL_BIND, "-a", key, command, NULL);
  else
    el_set(editor->line, EL_BIND, key, command, NULL);
}

static void bind_all(
    cle_editor *editor, bool in_commands, const char *lead, const binding *bindings, size_t count) {
  for (size_t i = 0; i < count; i++) {
    char key[32];
    snprintf(key, sizeof key, "%s%s", lead, bindings[i].key);
    bind(editor, in_commands, key, bindings[i].command);
  }
}

#define BIND(editor, in_commands, lead, bindings) \
  bind_all(editor, in_commands, lead, bindings, sizeof bindings / sizeof *bindings)

static void bind_emacs(cle_editor *editor) {
  BIND(editor, false, "", common);
  BIND(editor, false, "\\233", pressed);
  BIND(editor, false, "", emacs);
  BIND(editor, false, "\\e", sequences);
}

static void bind_vi(cle_editor *editor) {
  for (int in_commands = 0; in_commands < 2; in_commands++) {
    BIND(editor, in_commands, "", common);
    BIND(editor, in_commands, "\\233", pressed);
    BIND(editor, in_commands, "\\233", sequences);
  }
  bind(editor, false, "^[", "pinstripe-escape");
  bind(editor, true, "^[", "pinstripe-escape-again");
  bind(editor, false, "^W", "ed-delete-prev-word");
  bind(editor, false, "\\233E", "vi-command-mode");
  // Sequences are the same for both modes.
  bind(editor, true, "\\233X", "ed-ignore");
  bind(editor, true, "k", "pinstripe-up");
  bind(editor, true, "j", "pinstripe-down");
}

static void add_functions(EditLine *line) {
  static const struct {
    const char *name;
    const char *help;
    unsigned char (*function)(EditLine *, int);
  } functions[] = {
      {"pinstripe-complete", "complete the word", cle_complete},
      // What an .editrc for readline's programs binds.
      {"rl_complete", "complete the word", cle_complete},
      {"pinstripe-paste", "take a paste as text", cle_paste},
      {"pinstripe-enter", "run the statement", cle_enter},
      {"pinstripe-line", "begin a new line", new_line},
      {"pinstripe-initial", "insert the beginning", insert_initial},
      {"pinstripe-edit", "edit in an editor", open_editor},
      {"pinstripe-undo", "take a change back", cle_undo},
      {"pinstripe-noted", "change the line", noted},
      {"pinstripe-noted-meta", "change the line", noted_meta},
      {"pinstripe-search", "search the history", cle_search},
      {"pinstripe-search-key", "search further", cle_search_key},
      {"pinstripe-up", "line above", up},
      {"pinstripe-down", "line below", down},
      {"pinstripe-escape", "command mode, or a key", escape},
      {"pinstripe-escape-again", "nothing, or a key", escape_again},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    el_set(line, EL_ADDFN, functions[i].name, functions[i].help, functions[i].function);
}

// The person's own .editrc

static FILE *opened_editrc(void) {
  const char *given = getenv("EDITRC");
  if (given && *given) return fopen(given, "r");
  const char *home = getenv("HOME");
  if (!home || !*home) return NULL;
  char path[4096];
  snprintf(path, sizeof path, "%s/.editrc", home);
  return fopen(path, "r");
}

// Whether a command chooses the keys of a mode: 'v' or 'e', otherwise 0.
static char chosen_mode(int count, const char **words) {
  if (count != 2) return 0;
  const char *colon = strchr(words[0], ':');
  if (colon && strncmp(words[0], "pinstripe:", 10) != 0) return 0;
  if (strcmp(colon ? colon + 1 : words[0], "bind") != 0) return 0;
  bool chooses = strcmp(words[1], "-v") == 0 || strcmp(words[1], "-e") == 0;
  return chooses ? words[1][1] : 0;
}

typedef void (*command_function)(cle_editor *editor, int count, const char **words);

static void note_mode(cle_editor *editor, int count, const char **words) {
  char mode = chosen_mode(count, words);
  if (mode) editor->is_vi = mode == 'v';
}

static void obey(cle_editor *editor, int count, const char **words) {
  if (!chosen_mode(count, words)) el_parse(editor->line, count, words);
}

static void for_each_command(cle_editor *editor, command_function function) {
  FILE *file = opened_editrc();
  Tokenizer *tokenizer = file ? tok_init(NULL) : NULL;
  char *text = NULL;
  size_t capacity = 0;
  ssize_t length;
  while (tokenizer && (length = getline(&text, &capacity, file)) >= 0) {
    if (length && text[length - 1] == '\n') text[length - 1] = 0;
    if (text[strspn(text, " \t")] == '#') continue;
    int count = 0;
    const char **words = NULL;
    if (tok_str(tokenizer, text, &count, &words) == 0 && count > 0) function(editor, count, words);
    tok_reset(tokenizer);
  }
  free(text);
  if (tokenizer) tok_end(tokenizer);
  if (file) fclose(file);
}

// To choose a mode wipes all keys. So the mode comes first, then our keys for it, and then what
// the person binds otherwise.
void cle_bind_keys(cle_editor *editor) {
  add_functions(editor->line);
  for_each_command(editor, note_mode);
  el_set(editor->line, EL_EDITOR, editor->is_vi ? "vi" : "emacs");
  if (editor->is_vi) {
    bind_vi(editor);
  } else {
    bind_emacs(editor);
  }
  for_each_command(editor, obey);
}
