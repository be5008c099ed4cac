// What the parts of the editor share. See include/CLibedit.h for what others may use.
#ifndef CLIBEDIT_EDITOR_H
#define CLIBEDIT_EDITOR_H

#include "CLibedit.h"

#include <histedit.h>
#include <signal.h>
#include <stdio.h>
#include <wchar.h>

enum { UNDO_LIMIT = 64, PATTERN_LIMIT = 200, TERMINAL_SIGNALS = 3 };

// A line as it was before a change.
typedef struct {
  wchar_t *text;
  int cursor;
} cle_snapshot;

struct cle_editor {
  EditLine *line;
  History *history;
  FILE *input;
  FILE *output;
  // Whether escape sequences mean something to the terminal.
  bool is_capable;
  // Whether the keys are those of vi.
  bool is_vi;
  char *prompt;
  // What the line begins with, once.
  char *initial;
  // Whether lines of the same entry were read before this one.
  bool is_continued;
  // What the last read returned.
  char *text;
  // Why the last read ended, where a key other than Return ended it.
  cle_outcome ending;
  // Input that was read in advance and belongs to the next line.
  wchar_t *held;
  // Whether the keys of such a line are being pressed: what they press in turn would come after.
  bool is_ahead;
  cle_snapshot snapshots[UNDO_LIMIT];
  int snapshot_count;
  // The incremental search.
  bool is_searching;
  bool has_match;
  int match;
  char pattern[PATTERN_LIMIT + 8];
  char search_prompt[PATTERN_LIMIT + 40];
  char *searched_from;
  // What signals of the terminal did before the line was read.
  struct sigaction actions[TERMINAL_SIGNALS];
  cle_completion_function complete;
  cle_continuation_function continues;
  void *context;
};

// The first character of sequences that no keyboard sends: functions press them to run libedit's
// own commands. In UTF-8 it stands for a control character that nobody types.
#define PRIVATE_LEAD L"\x9b"

cle_editor *cle_of(EditLine *line);
// Replaces the whole line; a cursor beyond the end is at the end.
void cle_set_line(EditLine *line, const wchar_t *text, int cursor);
// Ends the read with the line as it is.
unsigned char cle_leave(cle_editor *editor, cle_outcome outcome);
// Runs a libedit command that is bound to the lead and a key.
unsigned char cle_press(EditLine *line, wchar_t key);
void cle_send(cle_editor *editor, const char *sequence);

// Bracketed paste: the terminal marks where a paste begins and ends, so its line feeds and tabs
// are text and neither enter the line nor complete it. See paste.c for what becomes of it.
#define PASTE_MODE_ON "\033[?2004h"
#define PASTE_MODE_OFF "\033[?2004l"

// signals.c
bool cle_was_interrupted(void);
// From now on the editor follows its window, Ctrl-Z and the return from it, until it leaves the
// terminal.
void cle_watch_terminal(cle_editor *editor);
void cle_leave_terminal(cle_editor *editor);
// Waits for a key; false and EINTR for Ctrl-C.
bool cle_await_input(cle_editor *editor);
// input.c
// Whether a key comes within so many milliseconds.
bool cle_has_input(cle_editor *editor, int milliseconds);
// What libedit reads keys with: 1 for a key, 0 at the end of the input, -1 and errno on failure.
int cle_read_key(EditLine *line, wchar_t *key);
// keys.c
void cle_bind_keys(cle_editor *editor);
// undo.c
void cle_note_line(cle_editor *editor);
void cle_forget_snapshots(cle_editor *editor);
unsigned char cle_undo(EditLine *line, int key);
// search.c
void cle_end_search(cle_editor *editor);
unsigned char cle_search(EditLine *line, int key);
unsigned char cle_search_key(EditLine *line, int key);
// paste.c
unsigned char cle_paste(EditLine *line, int key);
unsigned char cle_enter(EditLine *line, int key);
// completion.c
unsigned char cle_complete(EditLine *line, int key);

#endif
