import ArgumentParser
import CodeCompletion
import Console

/// The scripts that `test` runs.
enum TestFiles {
  /// The end of the names of tests in a directory.
  static let ending = ".test.stripe"

  /// Returns the paths of the tests: each file that is named, and all tests below a directory, in
  /// order.
  /// - Parameter filter: returns true for the paths that are kept.
  /// - Throws: `ValidationError` if a path does not exist, or if no test is found.
  static func found(in paths: [String], filter: (String) -> Bool) throws -> [String] {
    var all: [String] = []
    for path in paths {
      guard FileSystem.exists(path) else { throw ValidationError("no such file: `\(path)`") }
      all += FileSystem.isDirectory(path) ? tests(below: path) : [path]
    }
    var known: Set<String> = []
    let kept = all.filter { known.insert($0).inserted && filter($0) }
    guard !kept.isEmpty else {
      throw ValidationError(
        all.isEmpty
          ? "no tests found: the names of tests end in \(ending)"
          : "no test matches --filter: there are \(all.count) others")
    }
    return kept
  }

  /// Returns the tests below a directory. Hidden directories and links to directories are left out.
  private static func tests(below directory: String) -> [String] {
    let prefix = directory.hasSuffix("/") ? directory : directory + "/"
    return DirectoryNames.of(directory).flatMap { name in
      let path = (prefix == "./" ? "" : prefix) + name
      guard name.hasSuffix("/") else { return name.hasSuffix(ending) ? [path] : [] }
      let inner = String(path.dropLast())
      return FileSystem.isLink(inner) ? [] : tests(below: inner)
    }
  }
}
