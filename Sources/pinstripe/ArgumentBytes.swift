import Diagnostics

/// The command line as the system handed it over: Swift's own view of it has replaced what is not
/// UTF-8, and a statement must not be sent with other letters than were typed.
enum ArgumentBytes {
  /// What is wrong with the first argument that is not UTF-8; nil where all are.
  static func problem() -> String? {
    let arguments = all()
    for (index, argument) in arguments.enumerated().dropFirst() {
      let isStatement = arguments[index - 1] == Array("-e".utf8)
      let name = isStatement ? "-e" : "argument \(index)"
      if let problem = problem(with: argument, named: name) { return problem }
    }
    return nil
  }

  static func problem(with argument: [UInt8], named name: String) -> String? {
    let offset: Int
    switch UTF8Check.outcome(of: argument) {
    case .valid: return nil
    case .unfinished(let start): offset = start
    case .invalid(let start): offset = start
    }
    var progress = TextProgress()
    progress.pass(argument[..<offset])
    return TextError.notUTF8(argument[offset], at: progress.position).sentence(for: name)
  }

  private static func all() -> [[UInt8]] {
    (0..<Int(CommandLine.argc)).map { index in
      guard let argument = CommandLine.unsafeArgv[index] else { return [] }
      var bytes: [UInt8] = []
      var next = argument
      while next.pointee != 0 {
        bytes.append(UInt8(bitPattern: next.pointee))
        next += 1
      }
      return bytes
    }
  }
}
