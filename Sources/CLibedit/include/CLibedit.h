// Line editing at a terminal: libedit behind a few plain functions.
//
// One editor is open at a time, and all of this is called on one thread.
#ifndef CLIBEDIT_H
#define CLIBEDIT_H

#include <stdbool.h>
#include <stddef.h>

typedef struct cle_editor cle_editor;

typedef enum __attribute__((enum_extensibility(closed))) {
  /// A line was entered; a pasted one may hold line feeds.
  CLE_LINE __attribute__((swift_name("line"))),
  /// Ctrl-D on an empty line, or the input ended.
  CLE_END_OF_INPUT __attribute__((swift_name("endOfInput"))),
  /// Ctrl-C.
  CLE_INTERRUPTED __attribute__((swift_name("interrupted"))),
  /// Ctrl-X Ctrl-E: the line goes on in the person's own editor.
  CLE_EDIT __attribute__((swift_name("edit"))),
  /// Up in a further line of an entry: the whole entry is to be read anew.
  CLE_REOPENED __attribute__((swift_name("reopened"))),
} cle_outcome;

/// What TAB does to the line. Both texts come from malloc, are freed by the editor, may be NULL.
typedef struct {
  /// How many characters (Unicode scalars) before the cursor go away.
  int erased;
  /// What is put at the cursor after that.
  char *insertion;
  /// Lines to show below what is being typed, without a last line feed.
  char *listing;
} cle_completion;

/// Called for TAB with the line as UTF-8 and the cursor's offset in bytes.
typedef cle_completion (*cle_completion_function)(void *context, const char *text, int cursor);

/// Called with a line that arrived together with the one before: whether it is a part of the same
/// statement.
typedef bool (*cle_continuation_function)(void *context, const char *next);

/// A copy for cle_completion, from malloc.
char *cle_copy(const char *text);

/// NULL where there is no memory or libedit refuses the terminal.
/// `history_size` is how many entries Up and Ctrl-R can reach; `input` and `output` are the
/// terminal's descriptors, which stay the caller's, for 0 and 1 standard input and output.
cle_editor *cle_open(const char *program, int history_size, int input, int output);
void cle_close(cle_editor *editor);

void cle_set_functions(
    cle_editor *editor, cle_completion_function complete, cle_continuation_function continues,
    void *context);

/// Reads one line. Stretches of the prompt between two \1 are sent but take no room.
/// `initial` is what the line begins with, or NULL. `is_continued` says that the entry began in an
/// earlier line. `*line` is without its line end and lives until the next call; NULL for
/// CLE_END_OF_INPUT and CLE_INTERRUPTED.
cle_outcome cle_read(
    cle_editor *editor, const char *prompt, const char *initial, bool is_continued, char **line);

/// Forgets lines that arrived together with the last one.
void cle_discard(cle_editor *editor);

/// Puts an entry on top of the history; an older copy of it goes away.
void cle_history_add(cle_editor *editor, const char *entry);

/// Whether the descriptor is a terminal that understands more than plain text.
bool cle_is_capable_terminal(int descriptor);

/// The terminal's width in columns and height in rows, 0 where the descriptor is no terminal.
int cle_columns(int descriptor);
int cle_rows(int descriptor);

/// From now on Ctrl-C, SIGTERM and SIGHUP raise a flag instead of ending the process.
void cle_watch_interrupts(void);
/// Whether Ctrl-C was pressed since the last call, or one of the other signals came.
bool cle_take_interrupt(void);
/// The signal other than Ctrl-C that asked the process to end, 0 while none did. From then on
/// cle_read reads nothing more.
int cle_ending_signal(void);

#endif
