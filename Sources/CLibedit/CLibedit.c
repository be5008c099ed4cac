#include "editor.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// The terminal

bool cle_is_capable_terminal(int descriptor) {
  const char *kind = getenv("TERM");
  return isatty(descriptor) && kind && *kind && strcmp(kind, "dumb") != 0;
}

static struct winsize window_size(int descriptor) {
  struct winsize size = {0};
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) memset(&size, 0, sizeof size);
  return size;
}

int cle_columns(int descriptor) { return window_size(descriptor).ws_col; }

int cle_rows(int descriptor) { return window_size(descriptor).ws_row; }

// libedit drops every key beyond ASCII in a locale that is not UTF-8, such as C.
static void choose_locale(void) {
  const char *fallbacks[] = {"C.UTF-8", "en_US.UTF-8", "UTF-8"};
  setlocale(LC_CTYPE, "");
  for (size_t i = 0; i < sizeof fallbacks / sizeof *fallbacks; i++) {
    if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
    setlocale(LC_CTYPE, fallbacks[i]);
  }
}

void cle_send(cle_editor *editor, const char *sequence) {
  if (!editor->is_capable) return;
  fputs(sequence, editor->output);
  fflush(editor->output);
}

void cle_set_functions(
    cle_editor *editor, cle_completion_function complete, cle_continuation_function continues,
    void *context) {
  editor->complete = complete;
  editor->continues = continues;
  editor->context = context;
}

char *cle_copy(const char *text) { return strdup(text); }

// Opening and closing

cle_editor *cle_of(EditLine *line) {
  cle_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  return editor;
}

static char *prompt(EditLine *line) {
  cle_editor *editor = cle_of(line);
  static char nothing[] = "";
  if (editor && editor->is_searching) return editor->search_prompt;
  return editor && editor->prompt ? editor->prompt : nothing;
}

void cle_set_line(EditLine *line, const wchar_t *text, int cursor) {
  const LineInfoW *info = el_wline(line);
  int length = (int)(info->lastchar - info->buffer);
  el_cursor(line, length);
  el_deletestr(line, length);
  if (*text) el_winsertstr(line, text);
  int end = (int)wcslen(text);
  if (cursor < end) el_cursor(line, cursor - end);
}

unsigned char cle_leave(cle_editor *editor, cle_outcome outcome) {
  const LineInfo *info = el_line(editor->line);
  free(editor->text);
  editor->text = strndup(info->buffer, (size_t)(info->lastchar - info->buffer));
  editor->ending = outcome;
  return CC_EOF;
}

unsigned char cle_press(EditLine *line, wchar_t key) {
  wchar_t keys[] = {PRIVATE_LEAD[0], key, 0};
  el_wpush(line, keys);
  return CC_NORM;
}

static FILE *opened(int descriptor, const char *mode) {
  int copy = dup(descriptor);
  FILE *file = copy < 0 ? NULL : fdopen(copy, mode);
  if (!file && copy >= 0) close(copy);
  return file;
}

static void close_unless(FILE *standard, FILE *file) {
  if (file && file != standard) fclose(file);
}

static void choose_files(cle_editor *editor, int input, int output) {
  editor->input = input == STDIN_FILENO ? stdin : opened(input, "r");
  editor->output = output == STDOUT_FILENO ? stdout : opened(output, "w");
  if (!isatty(input) || isatty(output)) return;
  // libedit edits on a terminal only: where the output is none, the controlling one serves.
  FILE *terminal = fopen("/dev/tty", "w");
  if (!terminal) return;
  close_unless(stdout, editor->output);
  editor->output = terminal;
}

cle_editor *cle_open(const char *program, int history_size, int input, int output) {
  cle_editor *editor = calloc(1, sizeof *editor);
  if (!editor) return NULL;
  choose_locale();
  choose_files(editor, input, output);
  if (!editor->input || !editor->output) {
    cle_close(editor);
    return NULL;
  }
  editor->is_capable = isatty(input) && cle_is_capable_terminal(fileno(editor->output));
  editor->line = el_init(program, editor->input, editor->output, stderr);
  editor->history = history_init();
  if (!editor->line || !editor->history) {
    cle_close(editor);
    return NULL;
  }
  HistEvent event;
  history(editor->history, &event, H_SETSIZE, history_size);
  el_set(editor->line, EL_CLIENTDATA, editor);
  el_set(editor->line, EL_HIST, history, editor->history);
  el_set(editor->line, EL_PROMPT_ESC, prompt, '\1');
  // Its own handling of signals would run on whichever thread the system chooses.
  el_set(editor->line, EL_SIGNAL, 0);
  el_wset(editor->line, EL_GETCFN, cle_read_key);
  cle_bind_keys(editor);
  return editor;
}

void cle_close(cle_editor *editor) {
  if (!editor) return;
  if (editor->line) el_end(editor->line);
  if (editor->history) history_end(editor->history);
  close_unless(stdin, editor->input);
  close_unless(stdout, editor->output);
  cle_forget_snapshots(editor);
  cle_end_search(editor);
  free(editor->prompt);
  free(editor->initial);
  free(editor->held);
  free(editor->text);
  free(editor);
}

// Reading

void cle_discard(cle_editor *editor) {
  free(editor->held);
  editor->held = NULL;
}

// The line given up stays on the screen, up to the cursor.
static cle_outcome leave_line(cle_editor *editor) {
  cle_send(editor, "\033[J");
  cle_discard(editor);
  fputs("^C\n", editor->output);
  fflush(editor->output);
  return CLE_INTERRUPTED;
}

static void prepare(cle_editor *editor, const char *prompt, const char *initial) {
  free(editor->prompt);
  editor->prompt = strdup(prompt);
  free(editor->initial);
  editor->initial = initial && *initial ? strdup(initial) : NULL;
  free(editor->text);
  editor->text = NULL;
  editor->ending = CLE_LINE;
  cle_forget_snapshots(editor);
  cle_end_search(editor);
}

// Presses what was read in advance, after what the line begins with.
static void press_waiting(cle_editor *editor) {
  if (editor->initial) cle_press(editor->line, L'I');
  editor->is_ahead = editor->held != NULL;
  if (editor->held) el_wpush(editor->line, editor->held);
  free(editor->held);
  editor->held = NULL;
}

// A line that a key other than Return ended gives way to what is shown next.
static cle_outcome left_line(cle_editor *editor, char **line) {
  cle_send(editor, editor->ending == CLE_REOPENED ? "\r\033[J" : "\033[J\n");
  *line = editor->text;
  return editor->ending;
}

cle_outcome cle_read(
    cle_editor *editor, const char *prompt, const char *initial, bool is_continued, char **line) {
  *line = NULL;
  if (cle_ending_signal()) return CLE_END_OF_INPUT;
  prepare(editor, prompt, initial);
  editor->is_continued = is_continued;
  cle_take_interrupt();
  cle_watch_terminal(editor);
  cle_send(editor, PASTE_MODE_ON);
  press_waiting(editor);
  int count = 0;
  const char *read = el_gets(editor->line, &count);
  cle_send(editor, PASTE_MODE_OFF);
  cle_leave_terminal(editor);
  if (cle_ending_signal()) return CLE_END_OF_INPUT;
  if (!read && editor->ending != CLE_LINE && editor->text) return left_line(editor, line);
  if (!read) return cle_take_interrupt() ? leave_line(editor) : CLE_END_OF_INPUT;
  editor->text = strdup(read);
  if (!editor->text) return CLE_END_OF_INPUT;
  size_t length = strlen(editor->text);
  if (length && editor->text[length - 1] == '\n') editor->text[length - 1] = 0;
  *line = editor->text;
  return CLE_LINE;
}

void cle_history_add(cle_editor *editor, const char *entry) {
  HistEvent event;
  int found = history(editor->history, &event, H_FIRST);
  while (found != -1 && strcmp(event.str, entry) != 0)
    found = history(editor->history, &event, H_NEXT);
  if (found != -1) history(editor->history, &event, H_DEL, event.num);
  history(editor->history, &event, H_ENTER, entry);
}
