import CLibedit
import Language

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line editor at the terminal of the process, with history and completion.
///
/// It must be created and used on one thread. Only one may exist at a time.
package final class LineEditor: LineReading {
  private let editor: OpaquePointer
  private let history: History
  private let input: Int32
  private var completion: LineReading.Completion = { _, _ in .nothing }

  /// Creates an editor on standard input and output; nil if they do not support line editing.
  package convenience init?(program: String = "pinstripe", history: History) {
    self.init(program: program, history: history, input: 0, output: 1)
  }

  /// Creates an editor for the terminal with an input and an output descriptor.
  init?(program: String, history: History, input: Int32, output: Int32) {
    let limit = Int32(clamping: history.limit)
    guard let editor = cle_open(program, limit, input, output) else { return nil }
    self.editor = editor
    self.history = history
    self.input = input
    for entry in history.entries { cle_history_add(editor, entry) }
    let context = Unmanaged.passUnretained(self).toOpaque()
    cle_set_functions(editor, completeAtCursor, continuesStatement, context)
  }

  deinit { cle_close(editor) }

  /// Shows the prompt and waits for a line, with Tab completion.
  package func readLine(
    _ request: LineRequest, completion: @escaping LineReading.Completion
  ) -> LineInput {
    self.completion = completion
    var line: UnsafeMutablePointer<CChar>?
    let outcome = cle_read(
      editor, PromptText.marked(request.prompt), request.initial, request.isContinued, &line)
    let text = line.map { String(cString: $0) } ?? ""
    switch outcome {
    case .line: return .line(text)
    case .endOfInput: return .endOfInput
    case .interrupted: return .interrupted
    case .edit: return .edit(text)
    case .reopened: return .reopened(text)
    }
  }

  /// Discards the terminal's input that has not been read yet.
  package func discardInput() {
    tcflush(input, TCIFLUSH)
    cle_discard(editor)
  }

  /// Adds an entry to the history, unless the history must not keep it.
  package func remember(_ entry: String) {
    guard history.add(entry) else { return }
    cle_history_add(editor, entry)
  }

  fileprivate func complete(_ text: String, at cursor: Int) -> CompletionEdit {
    completion(text, cursor)
  }
}

/// Returns true if a line that arrived together with the one before begins with a clause, so that
/// both are one statement.
private func continuesStatement(
  context: UnsafeMutableRawPointer?, next: UnsafePointer<CChar>?
) -> Bool {
  guard let next else { return false }
  let word = String(cString: next).drop { $0 == " " || $0 == "\t" }.prefix { $0.isLetter }
  return Keyword(word: String(word))?.continuesStatement ?? false
}

/// Forwards a request for completion from libedit to the editor in the context.
private func completeAtCursor(
  context: UnsafeMutableRawPointer?, text: UnsafePointer<CChar>?, cursor: Int32
) -> cle_completion {
  guard let context, let text else {
    return cle_completion(erased: 0, insertion: nil, listing: nil)
  }
  let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
  let edit = editor.complete(String(cString: text), at: Int(cursor))
  return cle_completion(
    erased: Int32(clamping: edit.erased), insertion: cle_copy(edit.insertion),
    listing: cle_copy(edit.listing))
}
