// Signals. The process has many threads, and the system may run a handler on any of them. So a
// handler only raises a flag and wakes the read that waits for a key; that read does the rest, on
// the thread that owns the terminal.
#include "editor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t was_interrupted;
static volatile sig_atomic_t ending_signal;
static volatile sig_atomic_t was_resized;
static volatile sig_atomic_t was_stopped;
static volatile sig_atomic_t was_resumed;

// A pipe to ourselves: the end that is read, and the end that a handler writes to.
static int wakeups[2] = {-1, -1};

static void wake(void) {
  int saved = errno;
  (void)!write(wakeups[1], "", 1);
  errno = saved;
}

static void be_awake(void) {
  char noise[64];
  while (read(wakeups[0], noise, sizeof noise) > 0) continue;
}

static void open_wakeups(void) {
  if (wakeups[0] >= 0 || pipe(wakeups) != 0) return;
  for (int end = 0; end < 2; end++) {
    fcntl(wakeups[end], F_SETFD, FD_CLOEXEC);
    fcntl(wakeups[end], F_SETFL, O_NONBLOCK);
  }
}

// Interrupts

static void note_interrupt(int signal) {
  if (signal != SIGINT) ending_signal = signal;
  was_interrupted = 1;
  wake();
}

void cle_watch_interrupts(void) {
  open_wakeups();
  // Without SA_RESTART: other reads that wait have to come back too.
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

bool cle_was_interrupted(void) { return was_interrupted != 0; }

int cle_ending_signal(void) { return ending_signal; }

bool cle_take_interrupt(void) {
  bool taken = was_interrupted != 0;
  was_interrupted = 0;
  return taken;
}

// What happens to the terminal while a line is edited: its window changes, Ctrl-Z stops the
// program, and a shell brings it back.

static void note_terminal(int signal) {
  if (signal == SIGWINCH) was_resized = 1;
  if (signal == SIGTSTP) was_stopped = 1;
  if (signal == SIGCONT) was_resumed = 1;
  wake();
}

static const int terminal_signals[TERMINAL_SIGNALS] = {SIGWINCH, SIGTSTP, SIGCONT};

static void watch(int signal, struct sigaction *before) {
  struct sigaction action = {.sa_handler = note_terminal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, before);
  // A shell without job control has its programs ignore Ctrl-Z.
  if (signal == SIGTSTP && before->sa_handler == SIG_IGN) sigaction(signal, before, NULL);
}

void cle_watch_terminal(cle_editor *editor) {
  for (size_t index = 0; index < TERMINAL_SIGNALS; index++)
    watch(terminal_signals[index], &editor->actions[index]);
}

void cle_leave_terminal(cle_editor *editor) {
  for (size_t index = 0; index < TERMINAL_SIGNALS; index++)
    sigaction(terminal_signals[index], &editor->actions[index], NULL);
}

static void draw_anew(cle_editor *editor) {
  el_resize(editor->line);
  // libedit draws from where the cursor is, and takes that for the beginning of the line.
  fputc('\r', editor->output);
  cle_send(editor, "\033[J");
  el_set(editor->line, EL_REFRESH);
}

static void take_back(cle_editor *editor) {
  el_set(editor->line, EL_PREP_TERM, 1);
  cle_send(editor, PASTE_MODE_ON);
  draw_anew(editor);
}

static void stop(cle_editor *editor) {
  was_stopped = 0;
  cle_send(editor, PASTE_MODE_OFF "\r\n");
  el_set(editor->line, EL_PREP_TERM, 0);
  cle_leave_terminal(editor);
  raise(SIGTSTP);
  cle_watch_terminal(editor);
  take_back(editor);
}

static void follow_terminal(cle_editor *editor) {
  if (was_stopped) stop(editor);
  if (was_resumed) {
    was_resumed = 0;
    take_back(editor);
  }
  if (was_resized) {
    was_resized = 0;
    draw_anew(editor);
  }
}

bool cle_await_input(cle_editor *editor) {
  for (;;) {
    if (was_interrupted || ending_signal) {
      errno = EINTR;
      return false;
    }
    follow_terminal(editor);
    struct pollfd waiting[] = {
        {.fd = fileno(editor->input), .events = POLLIN},
        {.fd = wakeups[0], .events = POLLIN},
    };
    int count = poll(waiting, 2, -1);
    if (count < 0 && errno != EINTR) return false;
    if (count <= 0) continue;
    if (waiting[1].revents) be_awake();
    // Ctrl-C comes before keys that were pressed after it.
    if (waiting[0].revents && !was_interrupted) return true;
  }
}
