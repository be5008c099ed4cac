#include "CLibedit.h"

#include <errno.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

struct cle_editor {
  EditLine *line;
  History *history;
  FILE *input;
  FILE *output;
  // Whether escape sequences mean something to the terminal.
  bool is_capable;
  char *prompt;
  // What the last read returned.
  char *text;
  cle_completion_function complete;
  void *context;
};

// Interrupts

static volatile sig_atomic_t was_interrupted;
static volatile sig_atomic_t ending_signal;

static void note_interrupt(int signal) {
  if (signal != SIGINT) ending_signal = signal;
  was_interrupted = 1;
}

void cle_watch_interrupts(void) {
  // Without SA_RESTART: the read that waits for a key has to come back.
  struct sigaction action = {.sa_handler = note_interrupt};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  static const int endings[] = {SIGTERM, SIGHUP};
  for (size_t index = 0; index < sizeof endings / sizeof *endings; index++) {
    // Under nohup it stays ignored.
    struct sigaction before;
    bool is_ignored =
        sigaction(endings[index], NULL, &before) == 0 && before.sa_handler == SIG_IGN;
    if (!is_ignored) sigaction(endings[index], &action, NULL);
  }
}

int cle_ending_signal(void) { return ending_signal; }

bool cle_take_interrupt(void) {
  bool taken = was_interrupted != 0;
  was_interrupted = 0;
  return taken;
}

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

// Bracketed paste: the terminal marks where a paste begins and ends, so its line feeds and tabs
// are text and neither enter the line nor complete it.

#define PASTE_MODE_ON "\033[?2004h"
#define PASTE_MODE_OFF "\033[?2004l"

static void send(cle_editor *editor, const char *sequence) {
  if (!editor->is_capable) return;
  fputs(sequence, editor->output);
  fflush(editor->output);
}

static volatile sig_atomic_t is_editing;

// A shell has switched the mode off while we were stopped.
static void resume(int signal) {
  (void)signal;
  if (!is_editing) return;
  int saved = errno;
  (void)!write(STDOUT_FILENO, PASTE_MODE_ON, sizeof PASTE_MODE_ON - 1);
  errno = saved;
}

static void watch_resuming(void) {
  struct sigaction action = {.sa_handler = resume, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(SIGCONT, &action, NULL);
}

// What a paste may put into the line, or 0. Terminals send a carriage return for a line end.
static wchar_t pasted_character(wchar_t character) {
  if (character == L'\r') return L'\n';
  bool is_blank = character == L'\n' || character == L'\t';
  return is_blank || (character >= L' ' && character != 0x7f) ? character : 0;
}

static unsigned char paste(EditLine *line, int key) {
  (void)key;
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
  if (!text || was_interrupted) {
    free(text);
    return was_interrupted ? CC_EOF : CC_ERROR;
  }
  if (!ending[matched]) count -= wcslen(ending) - 1;
  // A last line end is the terminal's idea of a whole line; Return is still the user's to press.
  while (count && text[count - 1] == L'\n') count--;
  text[count] = 0;
  int failed = count ? el_winsertstr(line, text) : 0;
  free(text);
  return failed ? CC_ERROR : CC_REFRESH;
}

// Completion

static void show_below(cle_editor *editor, const char *listing) {
  // What is left of the typed text below the cursor is wiped; all of it is drawn anew further down.
  fprintf(editor->output, editor->is_capable ? "\n\033[J%s\n" : "\n%s\n", listing);
  fflush(editor->output);
  el_set(editor->line, EL_REFRESH);
}

static unsigned char complete(EditLine *line, int key) {
  (void)key;
  cle_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  const LineInfo *info = el_line(line);
  if (!editor || !editor->complete || !info) return CC_ERROR;
  char *text = strndup(info->buffer, (size_t)(info->lastchar - info->buffer));
  if (!text) return CC_ERROR;
  cle_completion found =
      editor->complete(editor->context, text, (int)(info->cursor - info->buffer));
  free(text);
  bool changes = found.erased > 0 || (found.insertion && *found.insertion);
  if (found.erased > 0) el_deletestr(line, found.erased);
  if (found.insertion && *found.insertion) el_insertstr(line, found.insertion);
  bool lists = found.listing && *found.listing;
  if (lists) show_below(editor, found.listing);
  free(found.insertion);
  free(found.listing);
  if (lists) return CC_NORM;
  return changes ? CC_REFRESH : CC_ERROR;
}

void cle_set_completion(cle_editor *editor, cle_completion_function function, void *context) {
  editor->complete = function;
  editor->context = context;
}

char *cle_copy(const char *text) { return strdup(text); }

// Opening and closing

static char *prompt(EditLine *line) {
  cle_editor *editor = NULL;
  el_get(line, EL_CLIENTDATA, &editor);
  static char nothing[] = "";
  return editor && editor->prompt ? editor->prompt : nothing;
}

static void bind_keys(EditLine *line) {
  // Terminals do not agree on Home, End and arrows with Ctrl or Alt, so every spelling is here.
  static const char *const bindings[][2] = {
      {"^I", "pinstripe-complete"}, {"\\e[200~", "pinstripe-paste"},
      {"^R", "em-inc-search-prev"}, {"^W", "ed-delete-prev-word"},
      {"\\e[H", "ed-move-to-beg"},  {"\\eOH", "ed-move-to-beg"},
      {"\\e[1~", "ed-move-to-beg"}, {"\\e[7~", "ed-move-to-beg"},
      {"\\e[F", "ed-move-to-end"},  {"\\eOF", "ed-move-to-end"},
      {"\\e[4~", "ed-move-to-end"}, {"\\e[8~", "ed-move-to-end"},
      {"\\e[3~", "ed-delete-next-char"},
      {"\\e[1;5C", "em-next-word"}, {"\\e[1;5D", "ed-prev-word"},
      {"\\e[1;3C", "em-next-word"}, {"\\e[1;3D", "ed-prev-word"},
      {"\\e[5C", "em-next-word"},   {"\\e[5D", "ed-prev-word"},
      {"\\eOc", "em-next-word"},    {"\\eOd", "ed-prev-word"},
      {"\\e[3;5~", "em-delete-next-word"},
  };
  el_set(line, EL_ADDFN, "pinstripe-complete", "complete the word", complete);
  el_set(line, EL_ADDFN, "pinstripe-paste", "take a paste as text", paste);
  for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++)
    el_set(line, EL_BIND, bindings[i][0], bindings[i][1], NULL);
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
  el_set(editor->line, EL_EDITOR, "emacs");
  el_set(editor->line, EL_PROMPT_ESC, prompt, '\1');
  el_set(editor->line, EL_SIGNAL, 1);
  el_source(editor->line, NULL);
  bind_keys(editor->line);
  if (editor->is_capable && editor->output == stdout) watch_resuming();
  return editor;
}

void cle_close(cle_editor *editor) {
  if (!editor) return;
  if (editor->line) el_end(editor->line);
  if (editor->history) history_end(editor->history);
  close_unless(stdin, editor->input);
  close_unless(stdout, editor->output);
  free(editor->prompt);
  free(editor->text);
  free(editor);
}

// Reading

static const char *next_line(cle_editor *editor) {
  for (;;) {
    int count = 0;
    errno = 0;
    const char *line = el_gets(editor->line, &count);
    // Signals that are not Ctrl-C, such as coming back from Ctrl-Z, do not end the input.
    if (line || count >= 0 || errno != EINTR || was_interrupted) return line;
  }
}

// The line given up stays on the screen, up to the cursor.
static cle_outcome leave_line(cle_editor *editor) {
  send(editor, "\033[J");
  fputs("^C\n", editor->output);
  fflush(editor->output);
  return CLE_INTERRUPTED;
}

cle_outcome cle_read(cle_editor *editor, const char *prompt, char **line) {
  *line = NULL;
  free(editor->prompt);
  editor->prompt = strdup(prompt);
  free(editor->text);
  editor->text = NULL;
  if (ending_signal) return CLE_END_OF_INPUT;
  was_interrupted = 0;
  send(editor, PASTE_MODE_ON);
  is_editing = 1;
  const char *read = next_line(editor);
  is_editing = 0;
  send(editor, PASTE_MODE_OFF);
  if (ending_signal) return CLE_END_OF_INPUT;
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
