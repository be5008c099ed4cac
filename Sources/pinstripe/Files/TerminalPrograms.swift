import AccountConfiguration
import Prompt

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The programs that a person starts from the prompt: shell commands and the editor.
struct TerminalPrograms {
  let environment: [String: String]

  var tools: PromptTools {
    let start = ContinuousClock.now
    return PromptTools(
      runShell: Self.run, edit: edit,
      now: { (ContinuousClock.now - start) / .seconds(1) },
      clears: TerminalSize.isCapable(descriptor: 1))
  }

  /// Runs a shell command that uses the terminal, and waits for it; Ctrl-C is for the command.
  /// - Returns: its exit status; 128 and the signal's number if a signal ended it.
  private static func run(_ command: String) -> Int32 {
    let status = system(command)
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  private var editor: String {
    let chosen = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self)
    return chosen.first { !$0.isEmpty } ?? "vi"
  }

  /// Lets the person change a text in a file that only they can read.
  private func edit(_ text: String) -> PromptTools.Edit {
    let directory = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    do {
      let file = try Self.file(in: directory, with: text)
      defer { unlink(file) }
      let before = Self.stamp(of: file)
      // The name is in the place of an argument, so that a shell reads nothing into it.
      let status = Self.run("\(editor) '\(file.replacing("'", with: #"'\''"#))'")
      guard status == 0 else {
        return .failed("the editor `\(editor)` ended with status \(status)")
      }
      guard before != Self.stamp(of: file) else { return .unchanged }
      let saved = try FileText.read(file)?.text ?? ""
      return .saved(String(saved.trimmingSuffix(while: \.isWhitespace)))
    } catch {
      return .failed("cannot edit a file in `\(directory)`: \(error)")
    }
  }

  private static func file(in directory: String, with text: String) throws(FileError) -> String {
    let place = "\(directory)/pinstripe-\(getpid()).stripe"
    let sink = try FileSink(path: place, appends: false)
    do {
      try sink.write(Array((text.isEmpty ? "" : text + "\n").utf8))
      try sink.flush()
    } catch {
      throw FileError("\(error)")
    }
    return place
  }

  /// What changes when a file is saved.
  private static func stamp(of path: String) -> [Int] {
    var status = stat()
    guard stat(path, &status) == 0 else { return [] }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return [Int(time.tv_sec), Int(time.tv_nsec), Int(status.st_ino), Int(status.st_size)]
  }
}

extension String {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, isDropped(last) { rest.removeLast() }
    return rest
  }
}
