import AccountConfiguration
import Execution
import Presentation

/// The functions that open files and shell commands.
package struct FileDependencies: Sendable {
  /// The input for `from stdin`; nil if the statements themselves come from there.
  package var standardInput: ByteReader?
  /// Opens a file for writing, emptied or at its end.
  /// - Throws: `FileError` if it cannot be opened.
  package var create: @Sendable (_ path: String, _ appends: Bool) throws(FileError) -> any ByteSink
  /// Creates a draft that replaces another file when it is committed. It is empty, or begins with
  /// the content of the other.
  /// - Throws: `FileError` if the other file cannot be replaced.
  package var replace:
    @Sendable (_ path: String, _ keepsContent: Bool) throws(FileError) -> FileDraft
  /// Returns the text of a file, or nil if it does not exist.
  /// - Throws: `FileError` if it cannot be read.
  package var read: @Sendable (_ path: String) throws(FileError) -> FileText?
  /// Starts a shell command that reads from the returned pipe.
  /// - Throws: `FileError` if it cannot be started.
  package var startShell: @Sendable (_ command: String) throws(FileError) -> ShellPipe
  /// The path of the prompt's history; nil to keep it in memory.
  package var historyPath: String?
  /// The path of the statements that run when a prompt starts; nil for none.
  package var startupPath: String?

  /// Creates the functions for a session.
  package init(
    standardInput: ByteReader?,
    create: @escaping @Sendable (String, Bool) throws(FileError) -> any ByteSink,
    replace: @escaping @Sendable (String, Bool) throws(FileError) -> FileDraft,
    read: @escaping @Sendable (String) throws(FileError) -> FileText?,
    startShell: @escaping @Sendable (String) throws(FileError) -> ShellPipe,
    historyPath: String?, startupPath: String? = nil
  ) {
    self.standardInput = standardInput
    self.create = create
    self.replace = replace
    self.read = read
    self.startShell = startShell
    self.historyPath = historyPath
    self.startupPath = startupPath
  }
}

/// A file being written that will replace another one.
package struct FileDraft: Sendable {
  /// The destination of the new content.
  package var sink: any ByteSink
  /// Replaces the other file.
  /// - Throws: `FileError` if that fails; the other file is then unchanged.
  package var commit: @Sendable () throws(FileError) -> Void
  /// Deletes the draft and leaves the other file unchanged.
  package var discard: @Sendable () -> Void

  /// Creates a draft from its parts.
  package init(
    sink: any ByteSink, commit: @escaping @Sendable () throws(FileError) -> Void,
    discard: @escaping @Sendable () -> Void
  ) {
    self.sink = sink
    self.commit = commit
    self.discard = discard
  }
}

/// The standard input of a running shell command.
package struct ShellPipe: Sendable {
  /// The destination of the bytes for the command.
  package var sink: any ByteSink
  /// Closes the input, waits for the command to end, and returns its exit status.
  package var finish: @Sendable () -> Int32

  /// Creates a pipe from its parts.
  package init(sink: any ByteSink, finish: @escaping @Sendable () -> Int32) {
    self.sink = sink
    self.finish = finish
  }
}

/// The error of a write after the reader has closed the pipe.
package struct ClosedOutput: Error, Sendable {
  /// Creates the error.
  package init() {}
}
