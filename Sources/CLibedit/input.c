// Where keys come from.
#include "editor.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

bool cle_has_input(cle_editor *editor, int milliseconds) {
  struct pollfd waiting = {.fd = fileno(editor->input), .events = POLLIN};
  return poll(&waiting, 1, milliseconds) == 1 && (waiting.revents & POLLIN);
}

static ssize_t read_byte(cle_editor *editor, char *byte) {
  for (;;) {
    if (!cle_await_input(editor)) return -1;
    ssize_t count = read(fileno(editor->input), byte, 1);
    if (count >= 0 || (errno != EINTR && errno != EAGAIN)) return count;
  }
}

int cle_read_key(EditLine *line, wchar_t *key) {
  cle_editor *editor = cle_of(line);
  mbstate_t state;
  memset(&state, 0, sizeof state);
  for (;;) {
    char byte;
    ssize_t count = read_byte(editor, &byte);
    if (count <= 0) return (int)count;
    size_t length = mbrtowc(key, &byte, 1, &state);
    if (length != (size_t)-1 && length != (size_t)-2) return 1;
    // What is no character in this encoding is left out.
    if (length == (size_t)-1) memset(&state, 0, sizeof state);
  }
}
