import AccountConfiguration
import Execution
import Presentation

/// How files and shell commands are opened.
package struct FileDependencies: Sendable {
  /// For `from stdin`; nil where the statements themselves come from there.
  package var standardInput: ByteReader?
  /// Opens a file for writing, emptied or at its end.
  package var create: @Sendable (_ path: String, _ appends: Bool) throws(FileError) -> any ByteSink
  /// Begins a file that takes the place of another once it is whole, empty or with what the other
  /// holds.
  package var replace:
    @Sendable (_ path: String, _ keepsContent: Bool) throws(FileError) -> FileDraft
  /// The text of a file; nil where there is none.
  package var read: @Sendable (_ path: String) throws(FileError) -> FileText?
  /// Starts a shell command and gives its standard input; closing waits for its end.
  package var startShell: @Sendable (_ command: String) throws(FileError) -> ShellPipe
  package var historyPath: String?

  package init(
    standardInput: ByteReader?,
    create: @escaping @Sendable (String, Bool) throws(FileError) -> any ByteSink,
    replace: @escaping @Sendable (String, Bool) throws(FileError) -> FileDraft,
    read: @escaping @Sendable (String) throws(FileError) -> FileText?,
    startShell: @escaping @Sendable (String) throws(FileError) -> ShellPipe,
    historyPath: String?
  ) {
    self.standardInput = standardInput
    self.create = create
    self.replace = replace
    self.read = read
    self.startShell = startShell
    self.historyPath = historyPath
  }
}

/// A file that is being written beside the one that it will replace.
package struct FileDraft: Sendable {
  package var sink: any ByteSink
  /// Puts it in place of the other.
  package var commit: @Sendable () throws(FileError) -> Void
  /// Leaves the other as it was.
  package var discard: @Sendable () -> Void

  package init(
    sink: any ByteSink, commit: @escaping @Sendable () throws(FileError) -> Void,
    discard: @escaping @Sendable () -> Void
  ) {
    self.sink = sink
    self.commit = commit
    self.discard = discard
  }
}

/// The input of a shell command that is running.
package struct ShellPipe: Sendable {
  package var sink: any ByteSink
  /// Closes the input and waits for the command's exit code.
  package var finish: @Sendable () -> Int32

  package init(sink: any ByteSink, finish: @escaping @Sendable () -> Int32) {
    self.sink = sink
    self.finish = finish
  }
}

/// The reader of the output closed it; there is nothing left to write for.
package struct ClosedOutput: Error, Sendable {
  package init() {}
}
