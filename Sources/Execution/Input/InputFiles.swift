#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Opens the files whose rows statements read.
package struct InputFiles: Sendable {
  /// Returns the descriptor of a file opened for reading, which the caller closes.
  /// - Throws: `UnreadableFile` if it cannot be opened.
  package var open: @Sendable (_ path: String) throws(UnreadableFile) -> Int32

  /// Opens the files of the system, relative to the working directory.
  package static let all = InputFiles { path throws(UnreadableFile) in
    let descriptor = systemOpen(path)
    if descriptor < 0 { throw .current() }
    return descriptor
  }

  /// Returns files of which none is opened.
  /// - Parameter reason: words that follow `cannot read FILE: `.
  package static func refused(_ reason: String) -> InputFiles {
    InputFiles { _ throws(UnreadableFile) in throw UnreadableFile(reason: reason) }
  }
}

private func systemOpen(_ path: String) -> Int32 { open(path, O_RDONLY | O_CLOEXEC) }
