/// The keys of the prompt, as its help lists them.
package enum PromptKeys {
  /// The keys, and what they do in a few words.
  package static let all: [(keys: String, purpose: String)] = [
    ("Tab", "complete; list choices, and more of them with each further Tab"),
    ("Up, Down", "earlier and later entries; lines of an entry that has several"),
    ("Ctrl-R", "search earlier entries; again for older ones, Ctrl-G leaves"),
    ("Alt-Enter", "begin a new line of the same statement"),
    ("Ctrl-X Ctrl-E", "edit the line in $VISUAL or $EDITOR"),
    ("Ctrl-_", "undo (`u` with the keys of vi)"),
    ("Ctrl-C", "leave the line, or cancel what runs"),
    ("Ctrl-D", "exit"),
  ]
}
